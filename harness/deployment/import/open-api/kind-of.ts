import { kindByExtension } from '../kinds/by-extension.ts';
import { follow, member, members } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';
import { listInSchema } from './list-in-schema.ts';
import type { Answer, Operation } from './operation.ts';

/** What an operation gives, by the name of the function that makes such a surface. `items`: where the rows are. */
export type Kind =
  | { kind: 'list'; items?: string }
  | { kind: 'read' | 'page' | 'stream' | 'download' }
  | { kind: 'none' }
  | { kind: 'events' };

/** Derives what an operation gives from its media types and schema. Throws a BrokenReference. */
export function kindOf(document: OpenApiDocument, operation: Operation): Kind {
  const { answers, path } = operation;
  const contents = successes(answers).flatMap((answer) => answer.contents);
  const byName = kindByExtension(fixedPath(operation));
  if (contents.length === 0) return emptyKind(answers, byName);
  const isBytes = contents.some(
    ({ schema }) =>
      schema !== null && member(follow(document, schema), 'format').value === 'binary',
  );
  const some = (pattern: RegExp) => contents.find(({ type }) => pattern.test(type));
  const json = some(/\bjson$|\bjson;|^\*\/\*|^application\/\*/);
  if (json !== undefined && !(isBytes && contents.length === 1)) {
    if (/ndjson|jsonl|json-seq/.test(json.type)) return { kind: 'read' };
    if (byName !== null && contents.every(({ schema }) => saysNothing(document, schema)))
      return { kind: byName };
    const found = json.schema === null ? null : listInSchema(document, json.schema, path);
    if (found === null) return { kind: 'read' };
    return found.isObvious ? { kind: 'list' } : { kind: 'list', items: found.path };
  }
  if (some(/event-stream/)) return { kind: 'events' };
  if (some(/html/)) return { kind: 'page' };
  if (some(/csv|^text\/calendar/)) return { kind: 'list' };
  if (some(/xml|jsonl|yaml/) && !some(/dash\+xml|svg/)) return { kind: 'read' };
  if (some(/^(?:audio|video)\/|mpegurl|dash\+xml|octet-stream|\*/)) return { kind: 'stream' };
  return { kind: 'download' };
}

/** Whether a successful answer of an operation has a body. */
export function givesData({ answers }: Operation): boolean {
  return successes(answers).some(({ contents }) => contents.length > 0);
}

/** The answers for success, 206 last; if the document names none, the default answer. */
function successes(answers: readonly Answer[]): Answer[] {
  const good = answers.filter(({ status }) => /^2(?:\d\d|XX)$/i.test(status));
  return (good.length > 0 ? good : answers.filter(({ status }) => status === 'default')).toSorted(
    (one, other) => Number(one.status === '206') - Number(other.status === '206'),
  );
}

/** The path with the values that its parameters must have: `/latest.jpg` for `/latest.{extension}`. */
function fixedPath({ path, parameters }: Operation): string {
  return path.replace(
    /\{([^{}]+)\}/g,
    (whole, name: string) =>
      parameters.find((one) => one.in === 'path' && one.name === name)?.fixed ?? whole,
  );
}

/**
 * Whether a schema leaves open what the answer is. Frameworks write `application/json` with such a schema for whatever
 * they do not know, media too.
 */
function saysNothing(document: OpenApiDocument, schema: Node | null): boolean {
  if (schema === null) return true;
  return members(follow(document, schema)).every(({ key }) =>
    /^(?:title|description|x-.*)$/.test(key),
  );
}

/** The kind of an operation without a described body. A redirect may lead to a body of any type. */
function emptyKind(answers: readonly Answer[], byName: ReturnType<typeof kindByExtension>): Kind {
  const [good] = successes(answers);
  if (good === undefined) {
    const redirects = answers.some(({ status }) => /^3(?:0[12378]|XX)$/i.test(status));
    return { kind: byName ?? (redirects ? 'download' : 'read') };
  }
  return { kind: /^20[45]$/.test(good.status) ? 'none' : (byName ?? 'read') };
}
