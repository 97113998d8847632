import { type FoundList, listInShape } from '../kinds/list-in-shape.ts';
import { areOfRecord, type Shape } from '../kinds/shape.ts';
import { follow, member, members } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';

/** Most parts of a schema that are read. */
const mostParts = 500;

/** Finds the rows of a list in a schema; null when it describes a single thing. `path`: the operation's path. */
export function listInSchema(
  document: OpenApiDocument,
  schema: Node,
  path: string,
): FoundList | null {
  const last = path.split('/').at(-1) ?? '';
  return listInShape(shapeOf(document, schema), { last, isOne: last.includes('{') });
}

function shapeOf(document: OpenApiDocument, schema: Node): Shape {
  const { isArray, properties, items } = merged(document, schema);
  return {
    holds: isArray ? heldBy(document, items) : null,
    fields: new Map([...properties].map(([name, node]) => [name, () => shapeOf(document, node)])),
  };
}

function heldBy(document: OpenApiDocument, items: Node | null): Shape['holds'] {
  if (items === null) return 'objects';
  const type = member(follow(document, items), 'type').value;
  const types = Array.isArray(type) ? type : [type];
  if (!types.some((one) => one === undefined || one === 'object' || one === 'array'))
    return 'values';
  return areOfRecord(merged(document, items).properties.keys()) ? 'records' : 'objects';
}

type Merged = { isArray: boolean; properties: ReadonlyMap<string, Node>; items: Node | null };

/** Merges a schema with all its parts and alternatives. Each part of a circular schema is read once. */
function merged(document: OpenApiDocument, schema: Node): Merged {
  const properties = new Map<string, Node>();
  const seen = new Set<string>();
  const open = [schema];
  let isArray = false;
  let items: Node | null = null;
  for (let next = open.pop(); next !== undefined && seen.size < mostParts; next = open.pop()) {
    const node = follow(document, next);
    const key = `${node.file}#${node.at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const type = member(node, 'type').value;
    if (type === 'array' || (Array.isArray(type) && type.includes('array'))) {
      isArray = true;
      items ??= present(member(node, 'items'));
    }
    for (const { key: name, node: property } of members(member(node, 'properties'))) {
      if (!properties.has(name)) properties.set(name, property);
    }
    for (const part of ['allOf', 'oneOf', 'anyOf'])
      open.push(...members(member(node, part)).map(({ node: one }) => one));
  }
  return { isArray, properties, items };
}

function present(node: Node): Node | null {
  return node.value === undefined ? null : node;
}
