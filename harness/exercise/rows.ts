import type { Surface } from '../deployment/surface.ts';
import { isObject } from './is-object.ts';
import { memberStep } from './json-places.ts';
import { valueAt } from './value-at.ts';

/** One row of a list: where it is, and itself. */
export type Row = { where: string; value: unknown };

/** The rows of an answer, or why they could not be told. `refused`: errors came in place of a list (GraphQL). */
export type Rows = { rows: readonly Row[] } | { why: string; refused?: true };

/** Names under which services put their rows, the likeliest first. */
const usualNames = [
  'items',
  'data',
  'results',
  'entries',
  'entry',
  'edges',
  'records',
  'rows',
  'content',
  'hits',
  'values',
];

/** Finds the rows of a JSON list: where the definition says, or else where they look like rows. */
export function findRows(body: unknown, items?: Surface['items']): Rows {
  if (holdsErrorsOnly(body))
    return { why: 'the answer holds errors in place of a list', refused: true };
  // Null instead of what one may not see.
  if (isObject(body) && isVoid(body)) return { rows: [] };
  if (typeof items === 'string') return rowsAt(body, items);
  if (items !== undefined) return rowsBy(body, items);
  return guessRows(body, '$', 3) ?? loneArray(body);
}

function holdsErrorsOnly(body: unknown): boolean {
  if (!isObject(body) || !Array.isArray(body['errors']) || body['errors'].length === 0)
    return false;
  return isVoid(body['data'] ?? null);
}

/** `{ "data": { "viewer": null } }`: nothing but null, however deep. */
function isVoid(value: unknown, depth = 6): boolean {
  if (value === null) return true;
  if (!isObject(value) || depth === 0) return false;
  const fields = Object.values(value);
  return fields.length > 0 && fields.every((field) => isVoid(field, depth - 1));
}

function rowsAt(body: unknown, path: string): Rows {
  const value = valueAt(body, path);
  return Array.isArray(value) ? rowsOf(value, path) : { why: `there is no list at ${path}` };
}

function rowsBy(body: unknown, items: (body: unknown) => readonly unknown[]): Rows {
  let found: readonly unknown[];
  try {
    found = items(body);
  } catch {
    return { why: "the surface's `items` function failed on the answer" };
  }
  if (!Array.isArray(found)) return { why: "the surface's `items` function gave no list" };
  const places = new Map<unknown, string>();
  locate(body, '$', places, 6);
  return {
    rows: found.map((value, index) => ({ where: places.get(value) ?? `row ${index + 1}`, value })),
  };
}

function locate(value: unknown, where: string, places: Map<unknown, string>, depth: number): void {
  if (depth < 0) return;
  if (Array.isArray(value)) {
    value.forEach((element, index) => locate(element, `${where}[${index}]`, places, depth - 1));
  } else if (isObject(value)) {
    places.set(value, where);
    if (depth <= 0) return;
    for (const key in value) locate(value[key], where + memberStep(key), places, depth - 1);
  }
}

function rowsOf(list: readonly unknown[], where: string): Rows {
  return { rows: list.map((value, index) => ({ where: `${where}[${index}]`, value })) };
}

function guessRows(body: unknown, where: string, depth: number): Rows | null {
  if (Array.isArray(body)) return rowsOf(body, where);
  if (!isObject(body) || depth === 0) return null;
  const name = usualNames.find((usual) => Array.isArray(body[usual]));
  if (name !== undefined) return guessRows(body[name], where + memberStep(name), depth);
  const keys = Object.keys(body);
  const wrappers = ['data', '_embedded', 'result', 'response', ...(keys.length === 1 ? keys : [])];
  for (const wrapper of wrappers) {
    const inner = body[wrapper];
    if (!isObject(inner)) continue;
    const rows = guessRows(inner, where + memberStep(wrapper), depth - 1);
    if (rows !== null) return rows;
    const lone = loneArray(inner, where + memberStep(wrapper));
    if ('rows' in lone) return lone;
  }
  return null;
}

/** The only array of an object, whatever its name. Of several, none is chosen: the others would go unseen. */
function loneArray(body: unknown, where = '$'): Rows {
  if (!isObject(body)) return { why: 'the answer holds no list' };
  const names = Object.keys(body).filter((key) => Array.isArray(body[key]));
  const [name] = names;
  if (name === undefined) return { why: 'the answer holds no list' };
  if (names.length > 1) {
    return {
      why: `which of ${names.length} lists holds the rows is unclear: set \`items\` on the surface`,
    };
  }
  return rowsOf(body[name] as readonly unknown[], where + memberStep(name));
}
