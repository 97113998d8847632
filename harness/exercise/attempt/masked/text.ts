import { holdingOfAll } from './marks.ts';
import type { Marks } from './marks.ts';
import { folded, maskOfText, masked } from './mask.ts';
import type { Detail, Pieces } from './pieces.ts';
import { rowsToShow } from './choose-rows.ts';

/** The shape of plain text: its lines, as masks. */
export function shapeOfText(text: string, marks: Marks, { rows }: Detail): Pieces {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const seen = lines.map((line) => marks.inText(line));
  const shown = rowsToShow(
    seen.map((those) => holdingOfAll(those.map(({ holds }) => holds))),
    rows,
  );
  const rest = folded(lines.length - shown.length, 'line');
  return [
    ...shown.flatMap((index, place): Pieces => {
      const those = seen[index] ?? [];
      const line: Pieces =
        those.length === 0
          ? [maskOfText(lines[index] ?? '')]
          : [`${masked} `, ...those.flatMap((mark) => [mark.index, ` ${masked}`])];
      return place === 0 ? line : ['\n', ...line];
    }),
    rest === '' ? '' : `\n${rest}`,
  ];
}
