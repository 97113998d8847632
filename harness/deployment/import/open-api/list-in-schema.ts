import { bindingName } from '../../binding-name.ts';
import { rowWrappers, usualRowNames } from '../../row-names.ts';
import { follow, member, members } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';

/** The JSON path of the rows. `sole`: there is no other array beside them. */
export type FoundList = { path: string; sole: boolean };

/** Names of fields in which services put rows. */
const usualNames = [
  ...usualRowNames,
  'hits',
  'value',
  'values',
  'Resources',
  'resources',
  'objects',
  'collection',
  'list',
];

/** Names of fields that stand beside the rows of a list, but not in a single record. */
const paging =
  /^(?:next|prev|previous|first|last|self|total|count|page|pages|per|limit|offset|size|cursor|has|more|links|_links|meta|pagination|token)/i;

/** Most parts of a schema that are read. */
const mostParts = 500;

/** Finds the rows of a list in a schema; null when it describes a single thing. `path`: the operation's path. */
export function listInSchema(
  document: OpenApiDocument,
  schema: Node,
  path: string,
): FoundList | null {
  return find(document, schema, path, '$', 3);
}

function find(
  document: OpenApiDocument,
  schema: Node,
  path: string,
  at: string,
  depth: number,
): FoundList | null {
  const { isArray, properties } = shapeOf(document, schema);
  if (isArray) return { path: at, sole: true };
  if (depth === 0) return null;
  const arrays = [...properties].filter(([, node]) => holdsObjects(document, node));
  const others = [...properties.keys()].filter((name) => !arrays.some(([own]) => own === name));
  const last = path.split('/').at(-1) ?? '';
  const isOne = last.includes('{');
  const isPaged = others.some((name) => paging.test(name));
  const usual = arrays.find(([name]) => usualNames.includes(name));
  const [only] = arrays;
  const found = (name: string) => ({ path: `${at}.${name}`, sole: arrays.length === 1 });
  if (usual !== undefined && (!isOne || isPaged)) return found(usual[0]);
  const named = arrays.find(([name]) => bindingName(name) === bindingName(last));
  if (named !== undefined && !isOne) return found(named[0]);
  const isRecord = isOne || others.some((name) => !paging.test(name));
  if (only !== undefined && arrays.length === 1 && !isRecord) return found(only[0]);
  for (const wrapper of rowWrappers) {
    const inner = properties.get(wrapper);
    const deeper =
      inner === undefined ? null : find(document, inner, path, `${at}.${wrapper}`, depth - 1);
    if (deeper !== null) return deeper;
  }
  return null;
}

type Shape = { isArray: boolean; properties: ReadonlyMap<string, Node>; items: Node | null };

/** Merges a schema with all its parts and alternatives. Each part of a circular schema is read once. */
function shapeOf(document: OpenApiDocument, schema: Node): Shape {
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

/** Whether a schema is an array of anything other than texts or numbers. */
function holdsObjects(document: OpenApiDocument, node: Node): boolean {
  const { isArray, items } = shapeOf(document, node);
  if (!isArray || items === null) return isArray;
  const type = member(follow(document, items), 'type').value;
  const types = Array.isArray(type) ? type : [type];
  return types.some((one) => one === undefined || one === 'object' || one === 'array');
}

function present(node: Node): Node | null {
  return node.value === undefined ? null : node;
}
