import { BrokenReference, follow, member, members, rootOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';

/** An operation, with its place in the document. */
export type Entry = { method: string; path: string; item: Node } & (
  | { node: Node; why?: never }
  /** It is broken, or a `$ref` on the way to it is. */
  | { node: null; why: string }
);

/** The methods that a path item may have as fields. `query` came with version 3.2. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Most operations of a document that are read. */
const mostOperations = 20_000;

/** Finds the operations of a document. A path item with a broken `$ref` counts as a GET operation. */
export function entriesOf(document: OpenApiDocument): Entry[] {
  const entries: Entry[] = [];
  for (const { key: path, node } of members(member(rootOf(document), 'paths'))) {
    if (!path.startsWith('/')) continue;
    const fault = document.faults.get(node.at);
    if (typeof node.value !== 'object' || node.value === null) {
      const why = `it is ${fault ?? 'no object'}`;
      entries.push({ method: 'GET', path, item: node, node: null, why });
      continue;
    }
    try {
      const item = follow(document, node);
      for (const { key, node: operation } of [
        ...members(item).filter(({ key: method }) => methods.includes(method)),
        ...members(member(item, 'additionalOperations')),
      ]) {
        const method = key.toUpperCase();
        const why = fault ?? document.faults.get(operation.at);
        if (why === undefined) entries.push({ method, path, item, node: operation });
        else entries.push({ method, path, item, node: null, why: `it is ${why}` });
      }
    } catch (error) {
      if (!(error instanceof BrokenReference)) throw error;
      entries.push({ method: 'GET', path, item: node, node: null, why: error.message });
    }
    if (entries.length > mostOperations) break;
  }
  return entries;
}
