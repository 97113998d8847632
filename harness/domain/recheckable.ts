import { sideFactors } from './phase.ts';
import type { Plan } from './plan.ts';
import type { Violation } from './verdict.ts';

/**
 * Whether a probe of the sweep asked for a violation, so that `chaperone recheck` can ask for it again. What a browser,
 * a property or a scenario met is found again by a run alone; so is what takes an account, session or booking from before
 * an update, where the deployment goes on and has had it. An account of a pool is the one of then.
 */
export function isRecheckable(
  { probe, channel, viewer, owner }: Pick<Violation, 'probe' | 'channel' | 'viewer' | 'owner'>,
  { update, embedded = false, pooled }: Pick<Plan, 'update' | 'embedded' | 'pooled'>,
): boolean {
  if (probe === null || channel === 'browser' || channel === 'media') return false;
  if (embedded || !update.expected) return true;
  const factors = Object.keys(sideFactors).filter(
    (factor) => !(pooled === true && factor === 'account'),
  );
  return [viewer, owner].every((party) =>
    factors.every((factor) => party?.cohort[factor] !== 'before'),
  );
}
