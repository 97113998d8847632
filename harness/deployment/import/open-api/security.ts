import { member, members, rootOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';
import type { Operation } from './operation.ts';

/**
 * Tells which operations need no sign-in. Where a document says of none that it needs one, its silence means
 * nothing.
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
