import { isDeepStrictEqual } from 'node:util';
import { namesAnId } from './names-an-id.ts';
import { isDate, scramble, strangerWords } from './scramble.ts';
import type { Format } from './format.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Path = readonly (string | number)[];
/** Rows of `other` at a place where `own` may have rows, too. `key`: of an object whose values are its rows. */
type Rows = { path: Path; row: Json; key: string | null; isRecord: boolean };

/** Answers in JSON: a row is an element of an array, or a value of an object, that only one of the two has. */
export const json: Format = {
  reads: (text) => parse(text) !== undefined,
  withRow(own, other) {
    const [mine, theirs] = [parse(own), parse(other)];
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
    const [mine, theirs] = [parse(own), parse(other)];
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
    const theirs = parse(other);
    if (theirs === undefined) return other;
    const mine = leavesOf(parse(own) ?? null);
    const known = new Set(mine.map(({ value }) => value));
    const names = new Set(mine.flatMap(({ path }) => path));
    const strange = strangerWords(own);
    const isKnown = (name: string): boolean => names.has(name);
    // Names that one's own answer lacks are ids where they lead to objects, or where it has none of those beside them.
    const rename = (name: string, value: Json, beside: readonly string[]): string => {
      const isId = isObject(value) || (!isListOfRecords(value) && !beside.some(isKnown));
      return isId && !isKnown(name) ? scramble(name) : name;
    };
    return JSON.stringify(
      mapLeaves(theirs, rename, (value) => {
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
    const [mine, theirs, later] = [parse(own), parse(other), parse(again)];
    if (mine === undefined || theirs === undefined) return null;
    const [longest] = leavesOf(mine)
      .filter(({ path, value }) => typeof value === 'string' && at(later, path) === value)
      .flatMap(({ path, value }) => {
        const others = at(theirs, path);
        if (typeof others !== 'string' || others === value || isDate(others)) return [];
        return further.some((text) => text.includes(others)) ? [] : [{ path, others }];
      })
      .toSorted((a, b) => b.others.length - a.others.length);
    if (longest === undefined) return null;
    const { path, others } = longest;
    return JSON.stringify(changedAt(mine, path, () => others));
  },
  withId(own, other, again) {
    const [mine, theirs, later] = [parse(own), parse(other), parse(again)];
    if (mine === undefined || theirs === undefined) return null;
    const found = leavesOf(mine).flatMap(({ path, value }) => {
      const name = path.findLast((step) => typeof step === 'string') ?? '';
      const others = at(theirs, path);
      const isOne = typeof others === 'string' || typeof others === 'number';
      const lasts = namesAnId(name) && at(later, path) === value;
      return isOne && lasts && others !== value ? [{ path, others }] : [];
    });
    // A reference first: a record with another's id in the place of its own is hardly one's own any more.
    const chosen = found.find(({ path }) => path.at(-1) !== 'id') ?? found[0];
    return chosen === undefined
      ? null
      : JSON.stringify(changedAt(mine, chosen.path, () => chosen.others));
  },
  withRecord(own, other) {
    const [mine, theirs] = [parse(own), parse(other)];
    if (mine === undefined || theirs === undefined) return null;
    const within = rowOnlyIn(theirs, mine);
    const host = within === null ? { path: [] } : rowOnlyIn(mine, theirs);
    const record = within?.row ?? theirs;
    if (host === null) return null;
    const path = 'row' in host ? pathOfRow(mine, host) : host.path;
    if (!isObject(at(mine, path))) return null;
    return JSON.stringify(
      changedAt(mine, path, (place) => (isObject(place) ? { ...place, related: record } : place)),
    );
  },
};

function parse(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

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
    const row = one.find((element) => !others.some((value) => isDeepStrictEqual(value, element)));
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
  const place = at(root, path);
  return [...path, Array.isArray(place) ? place.indexOf(row) : 0];
}

function at(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((place, step) => {
    if (Array.isArray(place)) return typeof step === 'number' ? place[step] : undefined;
    return isObject(place) && Object.hasOwn(place, step) ? place[String(step)] : undefined;
  }, value);
}

/** A copy with the value at a place changed, or put there where its object lacks it. */
function changedAt(
  value: Json,
  [step, ...rest]: Path,
  change: (place: Json | undefined) => Json | undefined,
): Json {
  if (step === undefined) return change(value) ?? value;
  if (Array.isArray(value))
    return value.map((element, index) =>
      index === step ? changedAt(element, rest, change) : element,
    );
  if (!isObject(value)) return value;
  if (rest.length === 0 && !Object.hasOwn(value, step)) {
    const made = change(undefined);
    return made === undefined ? value : { ...value, [step]: made };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, place]) => [
      name,
      name === step ? changedAt(place, rest, change) : place,
    ]),
  );
}

/** Values that are neither array nor object, with their places. */
function leavesOf(value: Json, path: Path = []): { path: Path; value: Json }[] {
  if (Array.isArray(value))
    return value.flatMap((element, index) => leavesOf(element, [...path, index]));
  if (isObject(value))
    return Object.entries(value).flatMap(([name, place]) => leavesOf(place, [...path, name]));
  return [{ path, value }];
}

function mapLeaves(
  value: Json,
  rename: (name: string, value: Json, beside: readonly string[]) => string,
  map: (leaf: Json) => Json,
): Json {
  if (Array.isArray(value)) return value.map((element) => mapLeaves(element, rename, map));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, place]) => [
        rename(name, place, Object.keys(value)),
        mapLeaves(place, rename, map),
      ]),
    );
  return map(value);
}

function isListOfRecords(value: Json): boolean {
  return Array.isArray(value) && value.some(isObject);
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
