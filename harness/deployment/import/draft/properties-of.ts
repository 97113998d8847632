import { BrokenReference, follow, member, members } from '../open-api/document.ts';
import type { Node, OpenApiDocument } from '../open-api/document.ts';

/** Most parts of a schema that are read. */
const mostParts = 100;

/** The properties of a schema and all its parts, by name. Each part of a circular schema is read once. */
export function propertiesOf(document: OpenApiDocument, schema: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  const seen = new Set<string>();
  const open = [schema];
  for (let next = open.pop(); next !== undefined && seen.size < mostParts; next = open.pop()) {
    const node = resolved(document, next);
    if (node === null || seen.has(`${node.file}#${node.at}`)) continue;
    seen.add(`${node.file}#${node.at}`);
    for (const { key, node: property } of members(member(node, 'properties'))) {
      const inner = resolved(document, property);
      if (inner !== null && !found.has(key)) found.set(key, inner);
    }
    for (const part of ['allOf', 'oneOf', 'anyOf'])
      open.push(...members(member(node, part)).map(({ node: one }) => one));
  }
  return found;
}

/** The names of the properties that a schema and its parts require. */
export function requiredOf(document: OpenApiDocument, schema: Node): Set<string> {
  const node = resolved(document, schema);
  if (node === null) return new Set();
  const parts = [
    node,
    ...members(member(node, 'allOf')).flatMap(({ node: part }) => resolved(document, part) ?? []),
  ];
  return new Set(
    parts.flatMap((part) =>
      members(member(part, 'required')).map(({ node: { value } }) => String(value)),
    ),
  );
}

/** Follows the `$ref`s of a node. Returns null for a broken one. */
export function resolved(document: OpenApiDocument, node: Node): Node | null {
  try {
    return follow(document, node);
  } catch (error) {
    if (error instanceof BrokenReference) return null;
    throw error;
  }
}
