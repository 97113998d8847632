import type { Cohort } from '../../domain/accounts/account.ts';
import { indexLevels } from './level-index.ts';

/** Counts which combinations of viewers' and owners' levels the chosen pairs have. */
export type PairCoverage = {
  /** Numbers of new pairs and triples of levels that a viewer of one cohort adds with an owner of another. */
  gain(viewer: Cohort, owner: Cohort): { pairs: number; triples: number };
  add(viewer: Cohort, owner: Cohort): void;
  /** Whether some pair has this level of the viewer and this level of the owner. */
  has(viewerLevel: number, ownerLevel: number): boolean;
  viewerLevels: { size: number; levelsOf(cohort: Cohort): readonly number[] };
  ownerLevels: { size: number; levelsOf(cohort: Cohort): readonly number[] };
};

// Most bytes for the triples. If they need more (above about 200 levels), only pairs are counted.
const tripleLimit = 32_000_000;

type Side = { levels: readonly number[]; couples: readonly number[] };

/**
 * Creates the coverage over viewers' and owners' cohorts together. A pair is one level of each; a triple is two levels
 * of one and one of the other.
 */
export function createPairCoverage(
  viewerCohorts: readonly Cohort[],
  ownerCohorts: readonly Cohort[],
): PairCoverage {
  const viewerLevels = indexLevels(viewerCohorts);
  const ownerLevels = indexLevels(ownerCohorts);
  const [rows, columns] = [viewerLevels.size, ownerLevels.size];
  const pairs = new Uint8Array(rows * columns);
  const affordable = rows * columns * (rows + columns) <= tripleLimit;
  const viewerTriples = new Uint8Array(affordable ? rows * rows * columns : 0);
  const ownerTriples = new Uint8Array(affordable ? columns * columns * rows : 0);
  const viewerSide = sideOf(viewerLevels, affordable);
  const ownerSide = sideOf(ownerLevels, affordable);

  return {
    viewerLevels,
    ownerLevels,
    has: (viewerLevel, ownerLevel) => pairs[viewerLevel * columns + ownerLevel] === 1,
    gain: (viewer, owner) => {
      const [seen, owned] = [viewerSide(viewer), ownerSide(owner)];
      return {
        pairs: fresh(pairs, seen.levels, owned.levels, columns),
        triples:
          fresh(viewerTriples, seen.couples, owned.levels, columns) +
          fresh(ownerTriples, owned.couples, seen.levels, rows),
      };
    },
    add: (viewer, owner) => {
      const [seen, owned] = [viewerSide(viewer), ownerSide(owner)];
      mark(pairs, seen.levels, owned.levels, columns);
      mark(viewerTriples, seen.couples, owned.levels, columns);
      mark(ownerTriples, owned.couples, seen.levels, rows);
    },
  };
}

/** Returns a function that gives a cohort's levels and couples of levels. Results are cached by the cohort object. */
function sideOf(
  index: { size: number; levelsOf(cohort: Cohort): readonly number[] },
  withCouples: boolean,
): (cohort: Cohort) => Side {
  const known = new Map<Cohort, Side>();
  return (cohort) => {
    const side = known.get(cohort);
    if (side !== undefined) return side;
    const levels = index.levelsOf(cohort).toSorted((left, right) => left - right);
    const couples = levels.flatMap((level, place) =>
      levels.slice(place + 1).map((other) => level * index.size + other),
    );
    const made = { levels, couples: withCouples ? couples : [] };
    known.set(cohort, made);
    return made;
  };
}

function fresh(
  covered: Uint8Array,
  rows: readonly number[],
  columns: readonly number[],
  width: number,
): number {
  let found = 0;
  for (const row of rows) {
    for (const column of columns) if (covered[row * width + column] === 0) found += 1;
  }
  return found;
}

function mark(
  covered: Uint8Array,
  rows: readonly number[],
  columns: readonly number[],
  width: number,
): void {
  for (const row of rows) for (const column of columns) covered[row * width + column] = 1;
}
