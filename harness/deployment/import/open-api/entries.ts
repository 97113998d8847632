import { BrokenReference, follow, member, members, rootOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';

/** An operation where it stands in the document. */
export type Entry = { method: string; path: string; item: Node } & (
  | { node: Node; why?: never }
  /** What leads to it cannot be followed. */
  | { node: null; why: string }
);

/** Methods that path items have fields for; 3.2 knows `query`. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** More are not looked at, whoever wrote the document. */
const mostOperations = 20_000;

/** Where a document's operations stand. A path item that cannot be followed counts as one that is got. */
export function entriesOf(document: OpenApiDocument): Entry[] {
  const entries: Entry[] = [];
  for (const { key: path, node } of members(member(rootOf(document), 'paths'))) {
    if (!path.startsWith('/')) continue;
    try {
      const item = follow(document, node);
      for (const { key, node: operation } of [
        ...members(item).filter(({ key: method }) => methods.includes(method)),
        ...members(member(item, 'additionalOperations')),
      ]) {
        entries.push({ method: key.toUpperCase(), path, item, node: operation });
      }
    } catch (error) {
      if (!(error instanceof BrokenReference)) throw error;
      entries.push({ method: 'GET', path, item: node, node: null, why: error.message });
    }
    if (entries.length > mostOperations) break;
  }
  return entries;
}
