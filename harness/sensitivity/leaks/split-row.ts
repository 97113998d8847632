import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';
import { rowOfAnother } from './row-of-another.ts';

/** Bytes between two cuts: fewer than any sign of an owner has. */
const piece = 5;

/** The same row, in pieces as small as a busy network brings them: whoever looks at each piece alone finds nothing. */
export const splitRow: Leak = {
  id: 'split-row',
  title: 'a row of another account that comes in many small pieces',
  weight: 'whole',
  cell: 'own',
  on: ['list'],
  plant: (material) =>
    withFirst(rowOfAnother.plant(material), (answer) => {
      const [from, to] = differing(material.here[0]?.body ?? Buffer.alloc(0), answer.body);
      const count = Math.ceil((to - from) / piece);
      return { ...answer, cuts: Array.from({ length: count }, (_, turn) => from + turn * piece) };
    }),
};

/** From where to where the second differs from the first. */
function differing(own: Buffer, planted: Buffer): [number, number] {
  let from = 0;
  while (from < own.length && own[from] === planted[from]) from += 1;
  let same = 0;
  const most = Math.min(own.length, planted.length) - from;
  while (same < most && own.at(-1 - same) === planted.at(-1 - same)) same += 1;
  return [from, planted.length - same];
}
