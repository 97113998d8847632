import type { RunCoverage } from '../../domain/verdict/run-coverage.ts';
import { compareText } from '../../domain/in-order.ts';

/** A run, as the sum names it. */
export type CoveringRun = Pick<RunCoverage, 'run' | 'release' | 'scope' | 'startedAt'>;

/** A pair that the latest run did not cover. */
export type UncoveredPair = {
  /** `probes`: a probe's id and a surface's. `levels`: a viewer's level and an owner's. */
  of: 'probes' | 'levels';
  pair: readonly [string, string];
  /** None of the runs covered it. */
  never: boolean;
  /** The last run that covered it; of one that none covered: the first that knew of it. */
  since: CoveringRun;
  /** Runs after that one, none of which covered it; of one that none covered, that one is counted too. */
  runs: number;
};

/** What several runs covered together: what `chaperone coverage --json` prints. */
export type CoverageSum = {
  schema: 1;
  deployment: string;
  /** The earliest first. */
  runs: readonly CoveringRun[];
  /** Pairs that any of the runs covered, of those that any knew of. */
  probes: { covered: number; total: number };
  levels: { covered: number; total: number };
  /** What has been uncovered the longest first. */
  uncovered: readonly UncoveredPair[];
};

type Known = { pair: readonly [string, string]; first: number; last: number | null };

/** Adds up what runs of one deployment covered. There is one at least. */
export function addUp(given: readonly RunCoverage[]): CoverageSum {
  const runs = given.toSorted(
    (a, b) => compareText(a.startedAt, b.startedAt) || compareText(a.run, b.run),
  );
  const probes = pairsOf(runs, ({ probes: { covered, cut } }) => [covered, cut]);
  const levels = pairsOf(runs, ({ levels: { covered, uncovered } }) => [covered, uncovered]);
  const asRun = ({ run, release, scope, startedAt }: RunCoverage): CoveringRun => ({
    run,
    release,
    scope,
    startedAt,
  });
  const left = (of: UncoveredPair['of'], pairs: readonly Known[]): UncoveredPair[] =>
    pairs.flatMap(({ pair, first, last }) => {
      const since = runs[last ?? first];
      if (since === undefined || last === runs.length - 1) return [];
      const length = runs.length - (last ?? first) - (last === null ? 0 : 1);
      return [{ of, pair, never: last === null, since: asRun(since), runs: length }];
    });
  return {
    schema: 1,
    deployment: runs[0]?.deployment ?? '',
    runs: runs.map(asRun),
    probes: countOf(probes),
    levels: countOf(levels),
    uncovered: [...left('probes', probes), ...left('levels', levels)].sort(
      (a, b) =>
        compareText(a.since.startedAt, b.since.startedAt) ||
        Number(b.never) - Number(a.never) ||
        compareText(a.pair.join(' '), b.pair.join(' ')),
    ),
  };
}

function pairsOf(
  runs: readonly RunCoverage[],
  read: (run: RunCoverage) => readonly (readonly Known['pair'][])[],
): Known[] {
  const known = new Map<string, Known>();
  for (const [index, run] of runs.entries()) {
    const [covered = [], not = []] = read(run);
    for (const pair of [...covered, ...not]) {
      const key = JSON.stringify(pair);
      if (!known.has(key)) known.set(key, { pair, first: index, last: null });
    }
    for (const pair of covered) {
      const one = known.get(JSON.stringify(pair));
      if (one !== undefined) one.last = index;
    }
  }
  return [...known.values()];
}

function countOf(pairs: readonly Known[]): { covered: number; total: number } {
  return { covered: pairs.filter(({ last }) => last !== null).length, total: pairs.length };
}
