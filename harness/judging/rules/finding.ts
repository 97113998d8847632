import type { Breach, Evidence, Finding } from '../../domain/invariant.ts';
import { gapsInWords, notAccepted } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';
import { endOf } from '../evidence/time-of-run.ts';

/** What an invariant has seen, before it is said what that means. */
export type Seen = {
  breaches: readonly Breach[];
  gaps: readonly Gap[];
  attempts: number;
  granted: number;
  /** The deployment says that it does not have what this is about, and why. */
  lacks?: string;
};

/**
 * Comes to a verdict. A breach violates whatever else is missing; a gap is inconclusive unless it is
 * accepted; and without an attempt, or without an owner who was granted anything, nothing holds.
 */
export function conclude({ plan, history }: Evidence, seen: Seen): Finding {
  const { breaches, attempts, granted, lacks } = seen;
  const reasons = gapsInWords(notAccepted(seen.gaps, plan, endOf(plan, history)));
  if (reasons.length === 0 && attempts === 0) reasons.push('nothing was attempted');
  if (reasons.length === 0 && granted === 0)
    reasons.push('no owner was granted anything to compare with');
  const counts = { attempts, granted, breaches };
  if (breaches.length > 0) return { verdict: 'violated', reasons, ...counts };
  if (lacks !== undefined) return { verdict: 'inapplicable', reasons: [lacks], ...counts };
  return { verdict: reasons.length > 0 ? 'inconclusive' : 'holds', reasons, ...counts };
}
