import { parsePage } from '../../deployment/html-page.ts';
import { isObject } from '../state/is-object.ts';

/** Deepest nesting of JSON in which rows are looked for, and most rows that are counted. */
const most = { depth: 20, rows: 1000 };

/** All that an entry of a menu has, or the address of another page. */
const ofLinks: ReadonlySet<string> = new Set(
  'href url uri rel relation title name label text type method'.split(' '),
);

/**
 * How many rows stand in the answer of a list, whatever its rows are called: objects in arrays of JSON, but for links, and
 * rows of the tables of a page. It is asked where no row stands in the place of the list's own.
 */
export function rowsElsewhere(json: unknown, body: Buffer | null, contentType: string): number {
  if (json !== undefined) return Math.min(most.rows, objectsInArrays(json, most.depth, 0));
  if (body === null || !/html/.test(contentType)) return 0;
  const page = parsePage(body.toString('utf8'));
  return Math.min(most.rows, page?.select('tr:has(> td)').length ?? 0);
}

function objectsInArrays(value: unknown, depth: number, before: number): number {
  if (depth === 0 || before >= most.rows) return before;
  let count = before;
  if (Array.isArray(value)) {
    for (const element of value)
      count = objectsInArrays(element, depth - 1, isRow(element) ? count + 1 : count);
  } else if (isObject(value))
    for (const member of Object.values(value)) count = objectsInArrays(member, depth - 1, count);
  return count;
}

function isRow(element: unknown): boolean {
  if (!isObject(element)) return false;
  return Object.keys(element).some((name) => !ofLinks.has(name));
}
