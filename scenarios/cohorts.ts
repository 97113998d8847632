import type { Cohort, Worker } from '../harness/index.ts';

/**
 * Two cohorts of newcomers whose factors all differ, where a factor has two levels; another pair for each
 * `index`.
 */
export function differingCohorts(worker: Worker, index: number): [Cohort, Cohort] {
  const factors = Object.entries(worker.definition.factors ?? {});
  const pick = (shift: number) => ({
    ...Object.fromEntries(
      factors.map(([factor, levels]) => [factor, levels[(index + shift) % levels.length] ?? '']),
    ),
    account: 'after',
    session: 'after',
    booking: 'after',
  });
  return [pick(0), pick(1)];
}
