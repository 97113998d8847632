import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';
import type { Impossible } from './lazy-rule.ts';
import { runPict } from './pict.ts';
import { completeRow, forbiddenRows, isPossible } from './possibility.ts';
import type { Random } from '../random.ts';
import { createTupleSpace } from './tuple-space.ts';
import type { TupleSpace } from './tuple-space.ts';

export type CoveringArray = {
  rows: readonly Row[];
  tuples: { covered: number; total: number };
};

// More constraints make PICT slow (200: 6 s). Then it runs without constraints, and its rows are repaired afterwards.
const constraintLimit = 60;

// Number of candidates for each row that we add ourselves. The candidate that covers most new tuples is taken.
const candidates = 5;

/**
 * Builds rows that contain every possible t-tuple of levels. PICT makes most of the rows. We count the coverage
 * ourselves, and add rows for tuples that PICT left out.
 */
export async function buildCoveringArray(request: {
  factors: readonly Factor[];
  rules: readonly Impossible[];
  strength: 2 | 3;
  random: Random;
  /** False when PICT would take too long. */
  runGenerator: boolean;
  /** Most rows. Those that cover most are kept. */
  limit: number;
}): Promise<CoveringArray> {
  const { factors, rules, strength, random } = request;
  const space = createTupleSpace(factors, strength);
  const covered = new Uint8Array(space.size);
  const cover = (row: Row): void => {
    for (const tuple of space.tuplesOf(row)) covered[tuple] = 1;
  };

  const rows = request.runGenerator ? await generate(factors, rules, strength, random) : [];
  rows.forEach(cover);

  let unsettled = 0;
  for (let tuple = 0; tuple < space.size; tuple += 1) {
    if (covered[tuple] === 1) continue;
    const partial = space.rowOf(tuple);
    let best = completeRow(factors, rules, partial, random);
    if (best === 'unknown') unsettled += 1;
    if (best === null || best === 'unknown') continue;
    for (let other = 1; other < candidates; other += 1) {
      const row = completeRow(factors, rules, partial, random);
      if (row === null || row === 'unknown') continue;
      if (gain(space, covered, row) > gain(space, covered, best)) best = row;
    }
    rows.push(best);
    cover(best);
  }

  const possible = count(covered);
  const kept = rows.length <= request.limit ? rows : keepBest(space, rows, request.limit);
  return {
    rows: kept,
    // A tuple for which it is unknown whether it is possible counts as possible.
    tuples: {
      covered: kept === rows ? possible : coverage(space, kept),
      total: possible + unsettled,
    },
  };
}

async function generate(
  factors: readonly Factor[],
  rules: readonly Impossible[],
  strength: number,
  random: Random,
): Promise<Row[]> {
  // PICT has only 65,536 seeds. Shuffling factors and levels gives more different arrays.
  const order = random.shuffle([...factors.keys()]);
  const levels = factors.map((factor) => random.shuffle([...factor.levels.keys()]));
  const shuffled = order.map((index) => factors[index]).filter((factor) => factor !== undefined);
  const shuffleRow = (row: Row): Row =>
    order.map((index) =>
      row[index] === open ? open : (levels[index]?.indexOf(row[index] ?? open) ?? open),
    );
  const rows = await runPict({
    factors: shuffled,
    strength,
    forbidden: (forbiddenRows(factors, rules, constraintLimit) ?? []).map(shuffleRow),
    seed: random.below(2 ** 16),
  }).catch(() => {
    // PICT refuses models whose constraints exclude all levels of a factor. Then all rows are added by ourselves.
    return [];
  });
  return rows
    .map((row) =>
      factors.map((_, index) => levels[index]?.[row[order.indexOf(index)] ?? open] ?? open),
    )
    .filter((row) => !row.includes(open) && isPossible(factors, rules, row));
}

/** Keeps the rows that together cover most, chosen greedily. */
function keepBest(space: TupleSpace, rows: readonly Row[], limit: number): Row[] {
  const covered = new Uint8Array(space.size);
  const left = new Map(rows.map((row) => [row, space.tuplesOf(row)]));
  const kept: Row[] = [];
  while (kept.length < limit && left.size > 0) {
    let best: Row = [];
    let most = -1;
    for (const [row, tuples] of left) {
      let fresh = 0;
      for (const tuple of tuples) if (covered[tuple] === 0) fresh += 1;
      if (fresh > most) [best, most] = [row, fresh];
    }
    for (const tuple of left.get(best) ?? []) covered[tuple] = 1;
    left.delete(best);
    kept.push(best);
  }
  return kept;
}

function coverage(space: TupleSpace, rows: readonly Row[]): number {
  const covered = new Uint8Array(space.size);
  for (const row of rows) for (const tuple of space.tuplesOf(row)) covered[tuple] = 1;
  return count(covered);
}

function gain(space: TupleSpace, covered: Uint8Array, row: Row): number {
  return space.tuplesOf(row).reduce((sum, tuple) => sum + (covered[tuple] === 0 ? 1 : 0), 0);
}

function count(covered: Uint8Array): number {
  return covered.reduce((sum, one) => sum + one, 0);
}
