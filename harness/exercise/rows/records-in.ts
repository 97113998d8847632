import type { LeftOut } from '../../domain/attempts/left-out.ts';
import { memberStep } from '../scan/json-places.ts';
import { isObject } from '../state/is-object.ts';
import type { Row } from './row.ts';
import { fieldWrappers, hasOwnId } from './row-ids.ts';

/**
 * A row that was found within an answer. `part`: it lies in an object that has an id, and may be a part of that, or it has
 * no id by which it could be told from one.
 */
export type RecordRow = Row & { list: string; part: boolean };

/** Most records that are looked at in one answer, and how deep they may lie. */
const mostRecords = 1000;
const deepest = 8;
/** Most records among which those are chosen. */
const mostFound = 20_000;

/** Names of a field that holds the id of the object itself. */
const identity = ['id', '_id', '@id', 'uuid', 'guid'];

/** A sign of the viewer in an answer, and whether it is the id of a thing of theirs. */
export type OwnSign = { where: string; isThing: boolean };

/**
 * Finds the rows in an answer that is not described as a list, by what it holds and not by names: arrays of records,
 * which are objects with an id. Arrays within a record belong to that record, and are not looked into. Objects whose id
 * has another name (`ref`, `no`), or that have none, and plain texts are rows where one of them holds something of the
 * viewer's. Where there are too many, the longest arrays are cut: a catalogue, and not what is an account's.
 */
export function recordsIn(
  body: unknown,
  { own = [], ownIn = () => [], leaveOut }: RecordOptions,
): RecordRow[] {
  const found: RecordRow[] = [];
  const owned = ownedArrays(own);
  collect(body, { where: '$', part: false, depth: 0 }, { found, owned, ownIn, leaveOut });
  if (found.length <= mostRecords) return found;
  const lists = [...Map.groupBy(found, ({ list }) => list).values()];
  const all = lists.toSorted((one, other) => one.length - other.length).flat();
  const beyond = Map.groupBy(all.slice(mostRecords), ({ list }) => list);
  for (const [list, { length: count }] of beyond)
    leaveOut({ what: 'rows', where: `${list}[]`, most: mostRecords, count });
  return all.slice(0, mostRecords);
}

/** What a bound left out of one answer; see `LeftOut`. */
export type Beyond = Omit<LeftOut, 'surface'>;

type RecordOptions = {
  /** The viewer's signs in the body. Default: none. */
  own?: readonly OwnSign[];
  /** Finds the viewer's signs in a text by itself, as `own` has each of them only once. Default: none. */
  ownIn?: Search['ownIn'];
  /** Is told what was not looked at. */
  leaveOut(one: Beyond): void;
};

type Visit = { where: string; part: boolean; depth: number };

/** `owned`: arrays whose elements hold something of the viewer's, and whether that is a thing's id. */
type Search = {
  found: RecordRow[];
  owned: ReadonlyMap<string, boolean>;
  ownIn(text: string): readonly Pick<OwnSign, 'isThing'>[];
  leaveOut(one: Beyond): void;
};

function collect(value: unknown, { where, part, depth }: Visit, search: Search): void {
  const { found, leaveOut } = search;
  if (typeof value !== 'object' || value === null) return;
  if (depth > deepest) return leaveOut({ what: 'depth', where, most: deepest, count: 1 });
  if (found.length >= mostFound)
    return leaveOut({ what: 'rows', where, most: mostFound, count: 1 });
  if (Array.isArray(value)) {
    const isOwned = value.some(isRecord) ? undefined : ownedAs(value, where, search);
    const mayBeRow = (element: unknown) =>
      typeof element === 'object' ? element !== null : isOwned !== undefined;
    const count = value.slice(mostRecords).filter(mayBeRow).length;
    if (count > 0) leaveOut({ what: 'rows', where: `${where}[]`, most: mostRecords, count });
    value.slice(0, mostRecords).forEach((element: unknown, index) => {
      const at = `${where}[${index}]`;
      if (isRecord(element)) found.push({ where: at, value: element, list: where, part });
      else {
        if (isOwned !== undefined && (isObject(element) || typeof element === 'string')) {
          const isPart = part || !isOwned;
          found.push({ where: at, value: element, list: where, part: isPart });
        }
        collect(element, { where: at, part, depth: depth + 1 }, search);
      }
    });
  } else if (isObject(value)) {
    const inner = part || identity.some((name) => isScalar(value[name]));
    for (const [name, member] of Object.entries(value))
      collect(member, { where: where + memberStep(name), part: inner, depth: depth + 1 }, search);
  }
}

/** Whether an array holds a thing's id of the viewer; undefined where it holds nothing of theirs. */
function ownedAs(
  array: readonly unknown[],
  where: string,
  { owned, ownIn }: Search,
): boolean | undefined {
  if (owned.has(where)) return owned.get(where);
  const texts = array.filter((element) => typeof element === 'string');
  const signs = texts.length === 0 ? [] : ownIn(texts.slice(0, mostRecords).join('\n'));
  return signs.length === 0 ? undefined : signs.some(({ isThing }) => isThing);
}

/** The innermost array around each sign. */
function ownedArrays(own: readonly OwnSign[]): ReadonlyMap<string, boolean> {
  const arrays = new Map<string, boolean>();
  for (const { where, isThing } of own) {
    const [, array] = /^(.*)\[\d+\][^[]*$/.exec(where) ?? [];
    if (array !== undefined) arrays.set(array, isThing || arrays.get(array) === true);
  }
  return arrays;
}

function isRecord(value: unknown): boolean {
  if (!isObject(value)) return false;
  return hasOwnId(value) || fieldWrappers.some((name) => hasOwnId(value[name]));
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
