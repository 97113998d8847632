import { bindingName } from '../../surfaces/binding-name.ts';
import { companionNames, rowWrappers, usualRowNames } from '../../surfaces/row-names.ts';
import type { Shape } from './shape.ts';

/**
 * The JSON path of the rows. `isObvious`: they are found there without being told, because no other array stands beside
 * them, and what is around them has a usual name.
 */
export type FoundList = { path: string; isObvious: boolean };

/** Where an answer comes from, as far as it says what the answer is. */
export type Origin = {
  /** Last segment of the path as the document writes it: `visits`, `visits.list`, `{id}`. */
  last: string;
  /** The address names a single thing, so that arrays in its answer are usually that thing's. */
  isOne: boolean;
};

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

/** Names of fields that a single record has, but not what stands around the rows of a list. */
const ofRecord =
  /^(?:@id|_?id|uuid|guid|(?:first|last|full|given|family|display)?_?name|e?mail|title|created_?at|updated_?at|date_?of_?birth|dob)$/i;

/** Most objects around the rows; one whose name does not tell that it wraps them counts twice. */
const deepest = 5;

/** Finds the rows of a list in the shape of an answer; null when it is a single thing. */
export function listInShape(shape: Shape, origin: Origin): FoundList | null {
  return shape.holds === null ? find(shape, origin, '$', deepest) : { path: '$', isObvious: true };
}

function find(shape: Shape, origin: Origin, at: string, depth: number): FoundList | null {
  if (shape.holds !== null) return shape.holds === 'values' ? null : { path: at, isObvious: true };
  if (depth <= 0) return null;
  const { isOne } = origin;
  const known = [...shape.fields].map(([name, inner]) => ({ name, inner: inner() }));
  const isRows = ({ holds }: Shape) => holds === 'records' || holds === 'objects';
  const arrays = known.filter(({ inner }) => isRows(inner));
  const others = known.filter(({ inner }) => !isRows(inner));
  const rows = arrays.filter(({ name }) => !companionNames.includes(name));
  const found = (name: string): FoundList => ({
    path: `${at}${step(name)}`,
    isObvious: arrays.length === 1,
  });
  const usual = arrays.find(({ name }) => usualNames.includes(name));
  if (usual !== undefined && (!isOne || others.some(({ name }) => paging.test(name))))
    return found(usual.name);
  const isRecord = isOne || others.some(({ name }) => ofRecord.test(name));
  const named = isOne ? undefined : rows.find(({ name }) => isNamed(name, origin.last));
  if (named !== undefined) return found(named.name);
  const only = isRecord ? undefined : onlyRows(rows, others, origin.last);
  if (only !== undefined) return found(only);
  for (const wrapper of rowWrappers) {
    const inner = known.find(({ name }) => name === wrapper)?.inner;
    const deeper = inner === undefined ? null : find(inner, origin, at + step(wrapper), depth - 1);
    if (deeper !== null) return deeper;
  }
  return isRecord ? null : inOthers(others, origin, at, depth);
}

type Known = readonly { name: string; inner: Shape }[];

/** The only array of records, or the only array at all where nothing says that the object is a single thing. */
function onlyRows(rows: Known, others: Known, last: string): string | undefined {
  const records = rows.filter(({ inner }) => inner.holds === 'records');
  if (records.length === 1) return records[0]?.name;
  const isList = saysList.test(last) || others.every(({ name }) => paging.test(name));
  return rows.length === 1 && isList ? rows[0]?.name : undefined;
}

/** The rows in the only field that has some, whatever the field is called: `ocs` in `{ ocs: { data: … } }`. */
function inOthers(others: Known, origin: Origin, at: string, depth: number): FoundList | null {
  const found = others
    .filter(({ name }) => !rowWrappers.includes(name) && !paging.test(name))
    .flatMap(({ name, inner }) => find(inner, origin, at + step(name), depth - 2) ?? []);
  const [first] = found;
  return first === undefined || found.length > 1 ? null : { ...first, isObvious: false };
}

const saysList = /(?:^|[._-])list$|^list(?=[A-Z_-])/;

function isNamed(name: string, last: string): boolean {
  const noun = bindingName(last.replace(saysList, ''));
  return noun !== '' && bindingName(name) === noun;
}

function step(name: string): string {
  return /^[^.[\]$'"]+$/.test(name)
    ? `.${name}`
    : `[${name.includes("'") ? `"${name}"` : `'${name}'`}]`;
}
