import { memberStep } from '../../scan/json-places.ts';
import { isObject } from '../../state/is-object.ts';
import { rowsToShow } from './choose-rows.ts';
import type { Holding } from './choose-rows.ts';
import { holdingOfAll } from './marks.ts';
import type { Marks } from './marks.ts';
import { folded, maskOf, masked } from './mask.ts';
import type { Detail, Pieces } from './pieces.ts';

/** The shape of parsed JSON. Sightings are found by their paths. */
export function shapeOfJson(json: unknown, marks: Marks, detail: Detail): Pieces {
  return shapeAt({ marks, detail }, { value: json, where: '$', depth: 0 });
}

type Shaping = { marks: Marks; detail: Detail };
type At = { value: unknown; where: string; depth: number };

function shapeAt(shaping: Shaping, at: At): Pieces {
  const { value, depth } = at;
  const isContainer = Array.isArray(value) || isObject(value);
  if (!isContainer) return shapeOfValue(shaping, at);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  if (size === 0) return [open + close];
  const isMarked = holdingOf(shaping.marks, at.where) !== 'nothing';
  if (depth >= shaping.detail.depth && !isMarked) return [`${open} ${masked} ${close}`];
  const lines = Array.isArray(value)
    ? elementsOf(shaping, value, at)
    : fieldsOf(shaping, value, at);
  const indent = '  '.repeat(depth + 1);
  return [
    `${open}\n`,
    ...lines.flatMap((line, index) => [indent, ...line, index < lines.length - 1 ? ',\n' : '\n']),
    `${'  '.repeat(depth)}${close}`,
  ];
}

/** A value that is no container, with what was seen in it. */
function shapeOfValue({ marks }: Shaping, { value, where }: At): Pieces {
  const seen = marks.all.filter((mark) => mark.where === where);
  if (seen.length === 0) return [maskOf(value)];
  const quote = typeof value === 'string' ? '"' : '';
  return [quote, `${masked} `, ...seen.flatMap(({ index }) => [index, ` ${masked}`]), quote];
}

function elementsOf(shaping: Shaping, value: readonly unknown[], { where, depth }: At): Pieces[] {
  const placeOf = (index: number) => `${where}[${index}]`;
  const holdings = value.map((_, index) => holdingOf(shaping.marks, placeOf(index)));
  const shown = rowsToShow(holdings, shaping.detail.rows);
  const rest = folded(value.length - shown.length, value.some(isObject) ? 'row' : 'value');
  return [
    ...shown.map((index) =>
      shapeAt(shaping, { value: value[index], where: placeOf(index), depth: depth + 1 }),
    ),
    ...(rest === '' ? [] : [[rest]]),
  ];
}

function fieldsOf(
  shaping: Shaping,
  value: Readonly<Record<string, unknown>>,
  { where, depth }: At,
): Pieces[] {
  const { marks, detail } = shaping;
  const fields = Object.keys(value).map((key) => {
    const at = key === '' ? where : where + memberStep(key);
    return { key, at, isMarked: holdingOf(marks, at) !== 'nothing' };
  });
  const room = new Set(fields.filter(({ isMarked }) => !isMarked).slice(0, detail.fields));
  const shown = fields.filter((field) => field.isMarked || room.has(field)).slice(0, 40);
  const rest = folded(fields.length - shown.length, 'field');
  return [
    ...shown.map(({ key, at }): Pieces => [
      `"${marks.names.written(key)}": `,
      ...shapeAt(shaping, { value: value[key], where: at, depth: depth + 1 }),
    ]),
    ...(rest === '' ? [] : [[rest]]),
  ];
}

/** What stands at a place or below it. */
export function holdingOf({ all, strangeRows }: Marks, place: string): Holding {
  const isWithin = (where: string): boolean =>
    where.startsWith(place) && /^([.[]|$)/.test(where.slice(place.length));
  if (strangeRows.some(isWithin)) return 'foreign';
  return holdingOfAll(all.filter(({ where }) => isWithin(where)).map(({ holds }) => holds));
}
