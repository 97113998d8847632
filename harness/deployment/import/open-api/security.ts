import { member, members, rootOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';
import type { Operation } from './operation.ts';

/**
 * Returns a function that says whether an operation needs no sign-in. In a document that requires sign-in nowhere, an
 * operation that declares nothing counts as unknown.
 */
export function openness(document: OpenApiDocument): (operation: Node) => Operation['open'] {
  const root = rootOf(document);
  const everywhere = member(root, 'security').value;
  const needsAny = (security: unknown) => Array.isArray(security) && security.length > 0;
  const saysSo =
    needsAny(everywhere) ||
    members(member(root, 'paths')).some(({ node: item }) =>
      members(item).some(({ node }) => needsAny(member(node, 'security').value)),
    );
  return (operation) => {
    const own = member(operation, 'security').value;
    if (Array.isArray(own)) return own.length === 0 ? 'said' : null;
    return saysSo && !needsAny(everywhere) ? 'implied' : null;
  };
}
