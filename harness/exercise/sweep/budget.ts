import type { SweepProbe } from '../probes/probe.ts';
import type { Worker } from '../worker/worker.ts';

/** Attempts of a budgeted probe in a run that is not thorough: so many, and so many more for each account. */
const perProbe = 80;
const perAccount = 4;

/** How many attempts each budgeted probe has: equal shares of `total`, where that is given. */
export function budgetOf(
  { accounts, plan }: Pick<Worker, 'accounts' | 'plan'>,
  probes: readonly SweepProbe[],
  total: number | undefined,
): number {
  const sharing = probes.filter(({ budgeted }) => budgeted === true).length;
  if (total !== undefined) return Math.floor(total / Math.max(1, sharing));
  return plan.scope === 'thorough' ? Infinity : perProbe + perAccount * accounts.length;
}
