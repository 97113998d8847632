import type { Cohort, Worker } from '../harness/index.ts';

/**
 * Two cohorts of newcomers whose factors all differ, where a factor has two levels; another pair for each
 * `index`, and in the next run.
 */
export function differingCohorts(worker: Worker, index: number): [Cohort, Cohort] {
  const factors = Object.entries(worker.definition.factors ?? {});
  const turn = index + worker.plan.seed;
  const pick = (shift: number) => ({
    ...Object.fromEntries(
      factors.map(([factor, levels]) => [factor, levels[(turn + shift) % levels.length] ?? '']),
    ),
    account: 'after',
    session: 'after',
    booking: 'after',
  });
  return [pick(0), pick(1)];
}
