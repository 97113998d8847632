import { companionNames, rowWrappers, usualRowNames } from '../../deployment/surfaces/row-names.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { isObject } from '../state/is-object.ts';
import { memberStep } from '../scan/json-places.ts';
import type { Row, Rows } from './row.ts';
import { rowsOfLinkedData } from './linked-data.ts';
import { isRefusal, isVoid } from './refusal.ts';
import { hasOwnId } from './row-ids.ts';

const usualNames = [...usualRowNames, 'nodes', 'hits', 'values'];

const companions = new Set(companionNames);

/** Whether `items` of a surface is a CSS selector for HTML pages. A JSON path begins with `$` instead. */
export function isSelector(items: Surface['items']): items is string {
  return typeof items === 'string' && !items.startsWith('$');
}

/** Finds the rows of a list: where `items` says or, by default, in the array that looks like rows. */
export function findRows(body: unknown, items?: Surface['items']): Rows {
  if (isRefusal(body))
    return { why: 'the answer holds an error in place of a list', refused: true };
  // Some APIs answer null in place of what the viewer may not see.
  if (isObject(body) && isVoid(body)) return { rows: [] };
  if (isSelector(items))
    return { why: `the answer is no page: \`items\` as a path begins with $ (${items})` };
  if (typeof items === 'string') return withoutNotices(rowsAt(body, items));
  if (items !== undefined) return rowsBy(body, items);
  if (isBundle(body)) return withoutNotices(rowsOf(entriesOf(body), '$.entry'));
  const linked = rowsOfLinkedData(body);
  if (linked !== null) return { rows: linked };
  return guessRows(body, '$', 5) ?? loneArray(body);
}

function isBundle(body: unknown): body is Readonly<Record<string, unknown>> {
  return isObject(body) && body['resourceType'] === 'Bundle';
}

/** The entries of a FHIR bundle. A bundle without a match has no `entry` at all. */
function entriesOf({ entry }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.isArray(entry) ? entry : [];
}

/** Leaves out entries of a FHIR bundle that are no matches: notices, and resources included with the matches. */
function withoutNotices(found: Rows): Rows {
  if ('why' in found) return found;
  const isMatch = ({ value }: Row): boolean => {
    if (!isObject(value)) return true;
    const { search, resource } = value;
    const mode = isObject(search) ? search['mode'] : undefined;
    const type = isObject(resource) ? resource['resourceType'] : undefined;
    return mode !== 'outcome' && mode !== 'include' && type !== 'OperationOutcome';
  };
  return { rows: found.rows.filter(isMatch) };
}

/** Follows a path such as `$.data.items`, `$.entry[*].resource`, `$.days[*].visits` or `$['ldp:contains']`. */
function rowsAt(body: unknown, path: string): Rows {
  const steps = [...path.matchAll(/\[(?:'([^']*)'|"([^"]*)"|(\*|\d+))\]|\.?([^.[\]$]+)/g)].map(
    ([, single, double, index, name]) => single ?? double ?? index ?? name ?? '',
  );
  let found: readonly Row[] = [{ where: '$', value: body }];
  for (const step of [...steps, ...(steps.includes('*') ? [] : ['*'])]) {
    const next = found.map((row) => stepInto(row, step));
    // Every branch must lead on: the rows of a branch that was skipped would not be judged.
    if (next.includes(null)) {
      const isByName = step === '*' && found.some(({ value }) => isObject(value));
      const remedy =
        ', but an object: if its names are ids, let `items` be a function that gives its Object.entries';
      return { why: `there is no list at ${path}${isByName ? remedy : ''}` };
    }
    found = next.flatMap((rows) => rows ?? []);
  }
  // A name after a star leads to a row or to a list of rows.
  const isNamed = steps.includes('*') && steps.at(-1) !== '*';
  return { rows: isNamed ? found.flatMap((row) => stepInto(row, '*') ?? [row]) : found };
}

function stepInto({ where, value }: Row, step: string): Row[] | null {
  if (step === '*') return Array.isArray(value) ? [...rowsOf(value, where).rows] : null;
  if (Array.isArray(value)) {
    return /^\d+$/.test(step) ? [{ where: `${where}[${step}]`, value: value[Number(step)] }] : null;
  }
  return isObject(value) && Object.hasOwn(value, step)
    ? [{ where: where + memberStep(step), value: value[step] }]
    : null;
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

function rowsOf(list: readonly unknown[], where: string): { rows: readonly Row[] } {
  return { rows: list.map((value, index) => ({ where: `${where}[${index}]`, value })) };
}

type Guess = { rows: readonly Row[] } | { why: string; several?: true };

function guessRows(body: unknown, where: string, depth: number): Guess | null {
  if (Array.isArray(body)) return rowsOf(body, where);
  if (!isObject(body) || depth === 0) return null;
  const name = usualNames.find((usual) => Array.isArray(body[usual]));
  if (name !== undefined)
    return ambiguity(body, name) ?? guessRows(body[name], where + memberStep(name), depth);
  const keys = Object.keys(body);
  const wrappers = [...rowWrappers, ...(keys.length === 1 ? keys : [])];
  for (const wrapper of wrappers) {
    const inner = body[wrapper];
    if (!isObject(inner)) continue;
    const at = where + memberStep(wrapper);
    const rows = guessRows(inner, at, depth - 1) ?? loneArray(inner, at);
    // A wrapper without rows is skipped, because the rows may stand beside it.
    if ('rows' in rows || rows.several === true) return ambiguity(body, wrapper) ?? rows;
  }
  return null;
}

/** Reports further arrays whose elements have ids: if they are rows, choosing one array would leave them unjudged. */
function ambiguity(body: Readonly<Record<string, unknown>>, chosen: string): Several | null {
  const others = Object.entries(body).filter(
    ([key, value]) =>
      key !== chosen && !companions.has(key) && Array.isArray(value) && value.some(hasOwnId),
  );
  return others.length === 0 ? null : several(others.length + 1);
}

type Several = { why: string; several: true };

function several(count: number): Several {
  const why = `which of ${count} lists holds the rows is unclear: set \`items\` on the surface`;
  return { why, several: true };
}

const noList = 'the answer holds no list whose rows could be told: set `items` on the surface';

/** The only array of an object, whatever its name. None of several is chosen: the others would not be judged. */
function loneArray(body: unknown, where = '$'): Guess {
  if (!isObject(body)) return { why: noList };
  const names = Object.keys(body).filter((key) => Array.isArray(body[key]) && !companions.has(key));
  const [name] = names;
  if (name === undefined) return { why: noList };
  return names.length > 1
    ? several(names.length)
    : rowsOf(body[name] as readonly unknown[], where + memberStep(name));
}
