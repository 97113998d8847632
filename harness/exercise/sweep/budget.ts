import { askable } from '../../deployment/surfaces/surface.ts';
import type { SweepProbe } from '../probes/probe.ts';
import type { Worker } from '../worker/worker.ts';

/** Attempts of a budgeted probe in a run that is not thorough: a base, and additions for accounts and surfaces. */
const perProbe = 60;
const perAccount = 4;
const perSurface = 14;

/**
 * The number of attempts that each budgeted probe may make.
 * @param total attempts of all budgeted probes, shared equally. Default: by the numbers of accounts and surfaces,
 * or no limit if the run is thorough
 */
export function budgetOf(
  { accounts, definition, plan }: Pick<Worker, 'accounts' | 'definition' | 'plan'>,
  probes: readonly SweepProbe[],
  total: number | undefined,
): number {
  const sharing = probes.filter(({ budgeted }) => budgeted === true).length;
  if (total !== undefined) return Math.floor(total / Math.max(1, sharing));
  const surfaces = askable(definition.surfaces).length;
  return plan.scope === 'thorough'
    ? Infinity
    : perProbe + perAccount * accounts.length + perSurface * surfaces;
}
