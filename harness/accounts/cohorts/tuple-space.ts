import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';

/**
 * All t-tuples of levels of different factors, numbered from 0, so that a byte array can say which of them are
 * covered.
 */
export type TupleSpace = {
  /** Number of tuples, including impossible ones. */
  size: number;
  /** The numbers of the tuples that a complete row contains. */
  tuplesOf(row: Row): number[];
  /** The tuple with this number, as a row in which all other factors are open. */
  rowOf(tuple: number): Row;
};

type Block = { columns: readonly number[]; start: number; size: number };

/** The number of t-tuples of the factors. */
export function countTuples(factors: readonly Factor[], strength: number): number {
  // This is the elementary symmetric polynomial of the numbers of levels, which needs no list of the combinations.
  const sums = [1, ...Array.from({ length: strength }, () => 0)];
  for (const { levels } of factors) {
    for (let degree = strength; degree > 0; degree -= 1) {
      sums[degree] = (sums[degree] ?? 0) + (sums[degree - 1] ?? 0) * levels.length;
    }
  }
  return sums[strength] ?? 0;
}

/** Creates the space of all t-tuples of the factors. */
export function createTupleSpace(factors: readonly Factor[], strength: number): TupleSpace {
  const levelCount = (column: number): number => factors[column]?.levels.length ?? 0;
  let size = 0;
  const blocks = combinations(factors.length, strength).map((columns): Block => {
    const block = {
      columns,
      start: size,
      size: columns.reduce((all, column) => all * levelCount(column), 1),
    };
    size += block.size;
    return block;
  });
  return {
    size,
    tuplesOf: (row) =>
      blocks.map(({ columns, start }) => {
        let place = 0;
        for (const column of columns) place = place * levelCount(column) + (row[column] ?? 0);
        return start + place;
      }),
    rowOf: (tuple) => {
      const row = factors.map(() => open);
      const block = blocks.findLast(({ start }) => start <= tuple);
      let place = tuple - (block?.start ?? 0);
      for (const column of (block?.columns ?? []).toReversed()) {
        row[column] = place % levelCount(column);
        place = Math.floor(place / levelCount(column));
      }
      return row;
    },
  };
}

/** All choices of `count` numbers below `limit`, each in ascending order. */
function combinations(limit: number, count: number, from = 0): number[][] {
  if (count === 0) return [[]];
  const found: number[][] = [];
  for (let first = from; first <= limit - count; first += 1) {
    for (const rest of combinations(limit, count - 1, first + 1)) found.push([first, ...rest]);
  }
  return found;
}
