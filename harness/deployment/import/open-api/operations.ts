import { answersOf, bodyOf } from './answers.ts';
import { BrokenReference, rootOf, textOf } from './document.ts';
import type { OpenApiDocument } from './document.ts';
import { entriesOf } from './entries.ts';
import { linksOf } from './links.ts';
import type { Operation, UnreadOperation } from './operation.ts';
import { parametersOf } from './parameters.ts';
import { openness } from './security.ts';
import { serverOf } from './servers.ts';
import type { Bases } from './servers.ts';

/** All operations of a document. An operation that cannot be read has a `why`. */
export function operationsOf(
  document: OpenApiDocument,
  bases: Bases = {},
): (Operation | UnreadOperation)[] {
  const root = rootOf(document);
  const entries = entriesOf(document);
  const links = linksOf(document, entries);
  const isOpen = openness(document);
  return entries.map((entry) => {
    const { method, path, item, node, why } = entry;
    const name = `${method} ${path}`;
    try {
      if (node === null) return { name, method, path, why };
      const server = serverOf(document, [node, item, root], bases);
      if ('why' in server) return { name, method, path, why: server.why };
      return {
        name,
        method,
        path: server.base + path,
        operationId: textOf(node, 'operationId') ?? '',
        parameters: parametersOf(document, item, node),
        answers: answersOf(document, node),
        body: bodyOf(document, node),
        linked: links.get(name) ?? {},
        open: isOpen(node),
      };
    } catch (error) {
      if (!(error instanceof BrokenReference)) throw error;
      return { name, method, path, why: error.message };
    }
  });
}
