import { bindingName } from '../../surfaces/binding-name.ts';
import { BrokenReference, follow, member, members, textOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';
import { nounBefore } from './noun.ts';
import type { Entry } from './entries.ts';

/** The names that links give to parameters, by operation (`GET /recordings/{id}`) and parameter. */
export type Links = ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>;

/**
 * Reads the names of parameters from the document's links: `{ operationId: 'getRecording', parameters: { id:
 * '$response.body#/recordingId' } }` says that this id is a recording's. Broken links are ignored.
 */
export function linksOf(document: OpenApiDocument, entries: readonly Entry[]): Links {
  const byId = new Map(
    entries.flatMap(({ node, method, path }) => {
      const id = node === null ? null : textOf(node, 'operationId');
      return id === null ? [] : [[id, `${method} ${path}`] as const];
    }),
  );
  const found = new Map<string, Record<string, string[]>>();
  for (const { node, path } of entries) {
    for (const link of node === null ? [] : linksFrom(document, node)) {
      const reference = textOf(link, 'operationRef');
      const target =
        byId.get(textOf(link, 'operationId') ?? '') ??
        (reference === null ? undefined : nameOf(reference));
      if (target === undefined) continue;
      const names = found.get(target) ?? {};
      found.set(target, names);
      for (const { key, node: expression } of members(member(link, 'parameters'))) {
        const name = typeof expression.value === 'string' ? meant(expression.value, path) : '';
        const parameter = key.replace(/^(?:path|query|header)\./, '');
        if (name !== '' && Object.hasOwn(names, parameter)) names[parameter]?.push(name);
        else if (name !== '') names[parameter] = [name];
      }
    }
  }
  return found;
}

function linksFrom(document: OpenApiDocument, operation: Node): Node[] {
  return members(member(operation, 'responses')).flatMap(({ node }) => {
    try {
      return members(member(follow(document, node), 'links')).map(({ node: link }) =>
        follow(document, link),
      );
    } catch (error) {
      if (error instanceof BrokenReference) return [];
      throw error;
    }
  });
}

/** The operation that a reference such as `#/paths/~1recordings~1{id}/get` names; undefined if it names none. */
function nameOf(reference: string): string | undefined {
  const [, path, method] = /#\/paths\/([^/]+)\/([a-z]+)$/.exec(reference) ?? [];
  if (path === undefined || method === undefined) return undefined;
  return `${method.toUpperCase()} ${path.replaceAll('~1', '/').replaceAll('~0', '~')}`;
}

/** The name of the id that a link's expression refers to. A field `id` belongs to the thing that the path gives. */
function meant(expression: string, path: string): string {
  const [, field] =
    /^\$(?:response|request)\.(?:body#.*\/|path\.|query\.)([^/]+)$/.exec(expression) ?? [];
  if (field === undefined) return '';
  return bindingName(field) || nounBefore(`${path}/{}`);
}
