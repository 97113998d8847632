import { sideFactors } from '../phase.ts';
import type { Plan } from '../plan.ts';
import type { Violation } from './verdict.ts';

/**
 * Whether a probe of the sweep asked for a violation, so that `chaperone recheck` can ask for it again. What a browser,
 * a property or a scenario met is found again by a run alone; so is what takes an account, session or booking from before
 * an update, where the deployment goes on and has had it.
 */
export function isRecheckable(
  { probe, channel, viewer, owner }: Pick<Violation, 'probe' | 'channel' | 'viewer' | 'owner'>,
  { update, embedded = false, pooled }: Pick<Plan, 'update' | 'embedded' | 'pooled'>,
): boolean {
  if (probe === null || channel === 'browser' || channel === 'media') return false;
  return embedded || sidesPast({ viewer, owner }, { update, pooled }).length === 0;
}

/**
 * The sides of the update on which an account, session or booking of a violation's was made, and cannot be made again where
 * the deployment has had the update. The accounts of a pool are those of then.
 */
export function sidesPast(
  { viewer, owner }: Pick<Violation, 'viewer' | 'owner'>,
  { update, pooled }: Pick<Plan, 'update' | 'pooled'>,
): string[] {
  if (!update.expected) return [];
  return Object.keys(sideFactors).filter(
    (factor) =>
      !(pooled === true && factor === 'account') &&
      [viewer, owner].some((party) => party?.cohort[factor] === 'before'),
  );
}
