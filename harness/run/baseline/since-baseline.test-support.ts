import type { Baseline } from '../../domain/verdict/baseline.ts';
import type { FactOf } from '../../domain/ledger/fact.ts';
import { judgeRun } from '../../judging/judge.ts';
import { withPlan } from '../../judging/testing/history-builder.ts';
import type { Run } from '../../judging/testing/history-builder.ts';
import { plan } from '../../judging/testing/plan-of-tests.ts';
import { baselineOf, baselineText } from './baseline-text.ts';
import { parseBaseline } from './read-baseline.ts';

/** What the plan of a run says that is compared with a baseline. */
export const planned = { baseline: { file: 'chaperone.baseline.json', digest: 'ab' } };

/** What a run comes to. */
export const judged = ({ plan: of, ...history }: Run, baseline: Baseline | null = null) =>
  judgeRun({ plan: of, history, baseline });

/** The baseline of a run, by way of the text of its file. */
export const baselineFrom = (run: Run) =>
  parseBaseline(baselineText(baselineOf(run.plan, judged(run))), 'of the test');

/** What a run comes to, compared with the baseline of another. */
export function compare(earlier: Run, run: Run, change: Partial<Baseline> = {}) {
  const { verdict } = judged(withPlan(run, planned), { ...baselineFrom(earlier), ...change });
  const { baseline } = verdict;
  if (baseline === null) throw new Error('It was compared with nothing.');
  return { verdict, baseline };
}

/** The fact that a probe is through. */
export const probed = (more: object): FactOf<'probed'> => ({
  type: 'fact',
  fact: 'probed',
  at: plan.startedAt + 1,
  phase: 'after-update',
  probe: 'foreign-ids',
  title: 'What is another\u2019s',
  planned: 9,
  cut: 3,
  why: null,
  ...more,
});
