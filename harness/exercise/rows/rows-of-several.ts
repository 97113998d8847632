import { companionNames, rowWrappers } from '../../deployment/surfaces/row-names.ts';
import { isObject } from '../state/is-object.ts';
import { isRefusal, isVoid } from './refusal.ts';
import type { Row, Rows } from './row.ts';
import { hasOwnId } from './row-ids.ts';
import { findRows } from './rows.ts';

/** What a body of several values consists of: JSON lines, or parts. */
type Piece = 'line' | 'part';

/**
 * What a value is: a `row`, a `list` of rows or what wraps one, or a `notice` that says nothing of anybody
 * (`{ "hasNext": false }`). `unclear`: it may be a row or hold rows, of which others’ would hide behind the viewer’s.
 */
type Kind = 'row' | 'list' | 'notice' | 'unclear';

type Fields = Readonly<Record<string, unknown>>;

/** Names of a field that holds the id of the object itself. */
const identity = ['id', '_id', '@id', 'uuid', 'guid'];
const companions = new Set(companionNames);

/**
 * Finds the rows of a body of several values: the values themselves or, where these are lists or wrap them (the answers
 * to a query with `@defer`), what they hold. Where that is unclear it says so, unless `items` of the surface tells.
 */
export function rowsOfSeveral(values: readonly unknown[], piece: Piece): Rows {
  const kinds = values.map((value) => kindOf(value, piece));
  const hasLists = kinds.includes('list');
  if (kinds.includes('unclear') || (hasLists && kinds.includes('row'))) {
    const why = `whether each ${piece} is a row or holds rows is unclear: set \`items\` on the surface ($[*]: each is a row)`;
    return { why };
  }
  if (!hasLists) return findRows(values);
  const rows: Row[] = [];
  for (const [index, value] of values.entries()) {
    if (kinds[index] !== 'list') continue;
    const found = findRows(value);
    if ('why' in found) return values.length === 1 ? found : { why: found.why };
    const at = (where: string): string => where.replace(/^\$/, () => `$[${index}]`);
    rows.push(...found.rows.map((row) => ({ ...row, where: at(row.where) })));
  }
  return { rows };
}

function kindOf(value: unknown, piece: Piece): Kind {
  const isPart = piece === 'part';
  // A line of plain values has the cells of a table’s row.
  if (Array.isArray(value))
    return isPart || value.length === 0 || value.some(isObjectOrList) ? 'list' : 'row';
  if (!isObject(value)) return 'row';
  if (isRefusal(value) || value['resourceType'] === 'Bundle') return 'list';
  if (isIncrement(value)) return 'unclear';
  const lists = listsIn(value);
  if (lists.length === 0) return Object.values(value).every(saysNothing) ? 'notice' : 'row';
  if (identity.some((name) => Object.hasOwn(value, name))) return 'row';
  const hasId = hasOwnId(value);
  if (rowWrappers.some((name) => listsIn({ [name]: value[name] }).length > 0))
    return hasId ? 'unclear' : 'list';
  const hasText = Object.values(value).some((field) => typeof field === 'string');
  if (!lists.flat().some(isObjectOrList)) return isPart && !hasText && !hasId ? 'list' : 'row';
  if (!hasText && !hasId) return 'list';
  return isPart || (!hasId && lists.flat().some(hasOwnId)) ? 'unclear' : 'row';
}

/** Whether it changes what an earlier part held, as with `@defer` and `@stream`. */
function isIncrement(value: Fields): boolean {
  return Object.hasOwn(value, 'incremental') || Array.isArray(value['path']);
}

/** All arrays in an object, and in objects in there, but not in other arrays. */
function listsIn(fields: Fields, depth = 6): (readonly unknown[])[] {
  return Object.entries(fields).flatMap(([name, value]): (readonly unknown[])[] => {
    if (companions.has(name)) return [];
    if (Array.isArray(value)) return [value];
    return isObject(value) && depth > 0 ? listsIn(value, depth - 1) : [];
  });
}

function isObjectOrList(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function saysNothing(value: unknown): boolean {
  return typeof value === 'boolean' || isVoid(value);
}
