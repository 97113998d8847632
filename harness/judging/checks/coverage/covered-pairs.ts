import { compareText } from '../../../domain/in-order.ts';
import { allOfProbe, type RunCoverage } from '../../../domain/verdict/run-coverage.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { keyOf } from '../../evidence/keys.ts';
import type { LevelPairs } from './level-pairs.ts';

type Pair = readonly [string, string];

/** What of a run others can be added to: pairs of probe and surface, and of levels, in the judged phase. */
export function coveredPairs(
  evidence: ExaminedEvidence,
  levels: LevelPairs,
): Pick<RunCoverage, 'probes' | 'levels'> {
  return {
    probes: probePairs(evidence),
    levels: {
      covered: sorted(
        [...levels.possible].flatMap(([key, pair]) => (levels.covered.has(key) ? [pair] : [])),
      ),
      uncovered: sorted(
        [...levels.possible].flatMap(([key, pair]) => (levels.covered.has(key) ? [] : [pair])),
      ),
    },
  };
}

function probePairs({ history, phase }: ExaminedEvidence): RunCoverage['probes'] {
  const covered = new Map<string, Pair>();
  const cut = new Map<string, Pair>();
  const add = (pairs: Map<string, Pair>, probe: string, surface: string): void => {
    pairs.set(keyOf(probe, surface), [probe, surface]);
  };
  for (const { probe, surface, outcome, shrinking, phase: side } of history.attempts) {
    if (probe === undefined || probe === null || side !== phase) continue;
    if (shrinking === undefined && outcome !== 'unclear') add(covered, probe, surface);
  }
  const failed = new Set(history.facts.map((fact) => (fact.fact === 'failed' ? fact.what : null)));
  for (const fact of history.facts) {
    if (fact.fact !== 'probed' || fact.phase !== phase) continue;
    const { probe, late = {}, beyond = {}, unfinished } = fact;
    for (const surface of [...Object.keys(late), ...Object.keys(beyond)]) add(cut, probe, surface);
    if (unfinished === true) add(cut, probe, allOfProbe);
    else if (!failed.has(`the probe ${probe}`)) add(covered, probe, allOfProbe);
  }
  return {
    covered: sorted([...covered.values()]),
    cut: sorted([...cut].flatMap(([key, pair]) => (covered.has(key) ? [] : [pair]))),
  };
}

function sorted(pairs: readonly Pair[]): Pair[] {
  return pairs.toSorted((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]));
}
