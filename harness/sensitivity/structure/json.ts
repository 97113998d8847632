import { isDeepStrictEqual } from 'node:util';
import {
  changedAt,
  isObject,
  leavesOf,
  mapLeaves,
  parseJson,
  pathOf,
  textOf,
  valueAt,
} from './json-tree.ts';
import type { Json, Path } from './json-tree.ts';
import { namesAnId } from './names-an-id.ts';
import { isDate, scramble, strangerWords } from './scramble.ts';
import type { Format } from './format.ts';

/** Rows of `other` at a place where `own` may have rows, too. `key`: of an object whose values are its rows. */
type Rows = { path: Path; row: Json; key: string | null; isRecord: boolean };

/** Most values that are sought in whole answers of others. */
const mostSought = 100;

/** Answers in JSON: a row is an element of an array, or a value of an object, that only one of the two has. */
export const json: Format = {
  reads: (text) => parseJson(text) !== undefined,
  withRow(own, other) {
    const [mine, theirs] = [parseJson(own), parseJson(other)];
    const found = mine === undefined || theirs === undefined ? null : rowOnlyIn(theirs, mine);
    if (mine === undefined || found === null) return null;
    const { path, row, key } = found;
    const changed = changedAt(mine, path, (place) => {
      // An answer without rows may lack the list.
      if (place === undefined || Array.isArray(place)) return [...(place ?? []), row];
      return isObject(place) && key !== null ? { ...place, [key]: row } : place;
    });
    return isDeepStrictEqual(changed, mine) ? null : JSON.stringify(changed);
  },
  withoutRow(own, other) {
    const [mine, theirs] = [parseJson(own), parseJson(other)];
    const found = mine === undefined || theirs === undefined ? null : rowOnlyIn(mine, theirs);
    if (mine === undefined || found === null) return null;
    const { path, row, key } = found;
    return JSON.stringify(
      changedAt(mine, path, (place) => {
        if (Array.isArray(place)) return place.filter((element) => element !== row);
        return isObject(place)
          ? Object.fromEntries(Object.entries(place).filter(([name]) => name !== key))
          : place;
      }),
    );
  },
  strangers(own, other) {
    const theirs = parseJson(other);
    if (theirs === undefined) return other;
    const mine = leavesOf(parseJson(own) ?? null);
    const known = new Set(mine.map(({ value }) => value));
    const names = new Set<string | number>();
    for (const leaf of mine) for (const step of pathOf(leaf)) names.add(step);
    const strange = strangerWords(own);
    // Names that one's own answer lacks are ids where they lead to objects, or where it has none of those beside them.
    const renameAmong = (beside: readonly string[]) => {
      const areStrange = !beside.some((name) => names.has(name));
      return (name: string, value: Json): string => {
        const isId = isObject(value) || (!isListOfRecords(value) && areStrange);
        return isId && !names.has(name) ? scramble(name) : name;
      };
    };
    return JSON.stringify(
      mapLeaves(theirs, renameAmong, (value) => {
        if (known.has(value)) return value;
        // `Patient/41` stays a reference to a patient: one's own answer has the word, too.
        if (typeof value === 'string') return isDate(value) ? value : strange(value);
        return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) >= 100
          ? Number(scramble(String(value)))
          : value;
      }),
    );
  },
  withValue(own, other, again, further) {
    const [mine, theirs, later] = [parseJson(own), parseJson(other), parseJson(again)];
    if (mine === undefined || theirs === undefined) return null;
    const found = leavesOf(mine).flatMap((leaf) => {
      if (typeof leaf.value !== 'string') return [];
      const path = pathOf(leaf);
      const others = valueAt(theirs, path);
      if (typeof others !== 'string' || others === leaf.value || isDate(others)) return [];
      return valueAt(later, path) === leaf.value ? [{ leaf, others }] : [];
    });
    const longest = [...Map.groupBy(found, ({ others }) => others).values()]
      .flatMap(([first]) => first ?? [])
      .toSorted((a, b) => b.others.length - a.others.length)
      .slice(0, mostSought)
      .find(({ others }) => !further.some((text) => text.includes(others)));
    return longest === undefined
      ? null
      : JSON.stringify(changedAt(mine, pathOf(longest.leaf), () => longest.others));
  },
  withId(own, other, again) {
    const [mine, theirs, later] = [parseJson(own), parseJson(other), parseJson(again)];
    if (mine === undefined || theirs === undefined) return null;
    const found = leavesOf(mine).flatMap((leaf) => {
      const { value } = leaf;
      const path = pathOf(leaf);
      const name = path.findLast((step) => typeof step === 'string') ?? '';
      const others = valueAt(theirs, path);
      const isOne = typeof others === 'string' || typeof others === 'number';
      const lasts = namesAnId(name) && valueAt(later, path) === value;
      return isOne && lasts && others !== value ? [{ path, others }] : [];
    });
    // A reference first: a record with another's id in the place of its own is hardly one's own any more.
    const chosen = found.find(({ path }) => path.at(-1) !== 'id') ?? found[0];
    return chosen === undefined
      ? null
      : JSON.stringify(changedAt(mine, chosen.path, () => chosen.others));
  },
  withRecord(own, other) {
    const [mine, theirs] = [parseJson(own), parseJson(other)];
    if (mine === undefined || theirs === undefined) return null;
    const within = rowOnlyIn(theirs, mine);
    const host = within === null ? { path: [] } : rowOnlyIn(mine, theirs);
    const record = within?.row ?? theirs;
    if (host === null) return null;
    const path = 'row' in host ? pathOfRow(mine, host) : host.path;
    if (!isObject(valueAt(mine, path))) return null;
    return JSON.stringify(
      changedAt(mine, path, (place) => (isObject(place) ? { ...place, related: record } : place)),
    );
  },
};

/**
 * The first row that one has and the other does not, at the place nearest to the top, records before plain values. Of several
 * places the one whose row says most that the other does not: a page's links are arrays, too.
 */
function rowOnlyIn(one: Json, other: Json): Rows | null {
  const found = placesOfRows(one, other, []);
  const known = new Set(leavesOf(other).map(({ value }) => value));
  const saysOnly = ({ row }: Rows): number =>
    leavesOf(row).filter(({ value }) => !known.has(value)).length;
  return (
    found.toSorted(
      (a, b) =>
        Number(b.isRecord) - Number(a.isRecord) ||
        a.path.length - b.path.length ||
        saysOnly(b) - saysOnly(a),
    )[0] ?? null
  );
}

function placesOfRows(one: Json, other: Json | undefined, path: Path): Rows[] {
  if (Array.isArray(one)) {
    const others = Array.isArray(other) ? other : [];
    const known = new Set(others.map(textOf));
    const row = one.find((element) => !known.has(textOf(element)));
    return row === undefined ? [] : [{ path, row, key: null, isRecord: isObject(row) }];
  }
  if (!isObject(one) || !isObject(other)) return [];
  const entries = Object.entries(one);
  const isExtra = (name: string): boolean => !Object.hasOwn(other, name);
  // Where they have no name in common, names are ids, whatever they lead to.
  const others = Object.keys(other);
  const isKeyed =
    (others.length > 0 || path.length > 0) && others.every((name) => !Object.hasOwn(one, name));
  const extra = entries.find(([name, value]) => isExtra(name) && (isKeyed || isObject(value)));
  const keyed: Rows[] =
    extra === undefined
      ? []
      : [{ path, row: extra[1], key: extra[0], isRecord: isObject(extra[1]) }];
  if (isKeyed) return keyed;
  return [
    ...entries.flatMap(([name, value]) => placesOfRows(value, other[name], [...path, name])),
    ...keyed,
  ];
}

function pathOfRow(root: Json, { path, row, key }: Rows): Path {
  if (key !== null) return [...path, key];
  const place = valueAt(root, path);
  return [...path, Array.isArray(place) ? place.indexOf(row) : 0];
}

function isListOfRecords(value: Json): boolean {
  return Array.isArray(value) && value.some(isObject);
}
