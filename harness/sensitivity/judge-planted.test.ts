import { expect, it } from 'vitest';
import { deriveLedger } from '../domain/ledger/ledger.ts';
import { healthyRun } from '../judging/testing/healthy-run.ts';
import { surfaces } from '../judging/testing/plan-of-tests.ts';
import type { Invariant } from '../judging/rules/invariant.ts';
import { judgePlanted, judgeSurface } from './judge-planted.ts';
import type { Leak } from './leak.ts';
import { ownRowMissing } from './leaks/own-row-missing.ts';
import { rowOfAnother } from './leaks/row-of-another.ts';

const { plan, facts, attempts } = healthyRun();
const evidence = {
  plan,
  history: { facts, attempts, defects: [] },
  ledger: deriveLedger(plan, facts),
};
const [real] = attempts.filter(({ surface }) => surface === surfaces.read.id);

/** An invariant that tells what it is given of an attempt that is unclear, and always the same besides. */
const telling = (reasonsOf: (isUnclear: boolean) => readonly string[]): Invariant => ({
  id: 'telling',
  title: 'It tells',
  severity: 'medium',
  references: [],
  help: 'There is nothing to look for.',
  judge: ({ attempts: all }) => ({
    verdict: 'inconclusive',
    reasons: reasonsOf(all.some(({ attempt }) => attempt.outcome === 'unclear')),
    breaches: [],
    attempts: all.length,
    granted: 0,
  }),
});

function resultOf(rule: Invariant, leak: Leak = rowOfAnother) {
  if (real === undefined) throw new Error('the run has no reads');
  const attempt = { ...real, outcome: 'unclear', why: 'odd' } as const;
  const { title } = leak;
  const one = { leak, title, viewer: 'a2', owner: 'a1', attempt };
  const rules = [rule];
  return judgePlanted(evidence, judgeSurface(evidence, rules), [one], rules).get(one);
}

it.each([
  ['nothing is said of it', () => [], 'blind'],
  ['only another surface is not judged', () => ['not tried: GET /other'], 'blind'],
  ['something is said since', (isUnclear: boolean) => (isUnclear ? ['odd'] : []), 'unclear'],
  ['its surface is not judged anyway', () => [`unclear: ${surfaces.read.id}`], 'unclear'],
])('an unclear attempt counts by what is said of the surface: %s', (_, reasonsOf, result) => {
  expect(resultOf(telling(reasonsOf))?.result).toBe(result);
});

it('a row of one’s own that is missing leaves each later look as unclear', () => {
  expect(
    resultOf(
      telling(() => []),
      ownRowMissing,
    )?.result,
  ).toBe('unclear');
});
