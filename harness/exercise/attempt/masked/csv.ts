import { memberStep } from '../../scan/json-places.ts';
import { isObject } from '../../state/is-object.ts';
import { rowsToShow } from './choose-rows.ts';
import { holdingOf } from './json.ts';
import type { Marks } from './marks.ts';
import { folded, maskOfText, masked } from './mask.ts';
import type { Detail, Pieces } from './pieces.ts';

/**
 * The shape of a table: its header, and its rows with each cell masked. The header is masked as a whole where any of it is
 * not known to name a field: a table without a header begins with data.
 */
export function shapeOfTable(
  rows: readonly unknown[],
  marks: Marks,
  { rows: most }: Detail,
): Pieces {
  const [first] = rows;
  const names = isObject(first) ? Object.keys(first).slice(0, 30) : [];
  const isHeader = names.every((name) => marks.names.isKnown(name));
  const header = names.map((name) => (isHeader ? name : masked)).join(',');
  const placeOf = (index: number) => `$[${index}]`;
  const shown = rowsToShow(
    rows.map((_, index) => holdingOf(marks, placeOf(index))),
    most,
  );
  const lines = shown.map((index) => {
    const row = rows[index];
    return names.flatMap((name, column): Pieces => {
      const where = placeOf(index) + memberStep(name);
      const seen = marks.all.filter((mark) => mark.where === where);
      const cell = isObject(row) ? row[name] : '';
      const pieces =
        seen.length > 0
          ? seen.map((mark) => mark.index)
          : [typeof cell === 'string' ? maskOfText(cell) : masked];
      return column === 0 ? pieces : [',', ...pieces];
    });
  });
  const rest = folded(rows.length - shown.length, 'row');
  return [header, ...lines.flatMap((line) => ['\n', ...line]), rest === '' ? '' : `\n${rest}`];
}
