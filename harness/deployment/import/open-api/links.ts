import { bindingName } from '../../binding-name.ts';
import { BrokenReference, follow, member, members, textOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';
import { nounBefore } from './noun.ts';
import type { Entry } from './entries.ts';

/** By operation (`GET /recordings/{id}`) and parameter: the names that links give it. */
export type Links = ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>;

/**
 * What the document's links say of parameters: `{ operationId: 'getRecording', parameters: { id:
 * '$response.body#/recordingId' } }` says that the id there is a recording's. Broken ones say nothing.
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

/** `#/paths/~1recordings~1{id}/get` */
function nameOf(reference: string): string | undefined {
  const [, path, method] = /#\/paths\/([^/]+)\/([a-z]+)$/.exec(reference) ?? [];
  if (path === undefined || method === undefined) return undefined;
  return `${method.toUpperCase()} ${path.replaceAll('~1', '/').replaceAll('~0', '~')}`;
}

/** What a link's expression speaks of; a mere `id` is that of what the path gives. */
function meant(expression: string, path: string): string {
  const [, field] =
    /^\$(?:response|request)\.(?:body#.*\/|path\.|query\.)([^/]+)$/.exec(expression) ?? [];
  if (field === undefined) return '';
  return bindingName(field) || nounBefore(`${path}/{}`);
}
