import type { SweepProbe } from '../probes/probe.ts';
import type { Worker } from '../worker/worker.ts';

/** Attempts of a budgeted probe in a run that is not thorough: a base, and an addition for each account. */
const perProbe = 80;
const perAccount = 4;

/**
 * The number of attempts that each budgeted probe may make.
 * @param total attempts of all budgeted probes, shared equally. Default: by the number of accounts, or no limit if the
 * run is thorough
 */
export function budgetOf(
  { accounts, plan }: Pick<Worker, 'accounts' | 'plan'>,
  probes: readonly SweepProbe[],
  total: number | undefined,
): number {
  const sharing = probes.filter(({ budgeted }) => budgeted === true).length;
  if (total !== undefined) return Math.floor(total / Math.max(1, sharing));
  return plan.scope === 'thorough' ? Infinity : perProbe + perAccount * accounts.length;
}
