import type { Breach } from '../../domain/verdict/breach.ts';
import type { Finding } from '../../domain/verdict/invariant.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { gapsInWords, notAccepted } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';

/** What an invariant counts while it looks at attempts, before it is said what that means. */
export type Tally = { breaches: Breach[]; gaps: Gap[]; attempts: number; granted: number };

/** An empty tally, but for gaps that are known already. Default: none. */
export function newTally(gaps: readonly Gap[] = []): Tally {
  return { breaches: [], gaps: [...gaps], attempts: 0, granted: 0 };
}

/**
 * Comes to a verdict. A breach violates whatever else is missing; a gap is inconclusive unless it is
 * accepted; and without an attempt, or without an owner who was granted anything, nothing holds. `lacks`: the
 * deployment says that it does not have what this is about, and why.
 */
export function conclude(
  { plan, end }: ExaminedEvidence,
  { breaches, gaps, attempts, granted }: Tally,
  lacks?: string,
): Finding {
  const left = notAccepted(gaps, plan, end);
  const reasons = gapsInWords(left);
  if (reasons.length === 0 && attempts === 0) reasons.push('nothing was attempted');
  if (reasons.length === 0 && granted === 0)
    reasons.push('no owner was granted anything to compare with');
  const counts = { attempts, granted, breaches };
  const why = { reasons, ...(left.length > 0 ? { gaps: left } : {}) };
  if (breaches.length > 0) return { verdict: 'violated', ...why, ...counts };
  if (lacks !== undefined) return { verdict: 'inapplicable', reasons: [lacks], ...counts };
  return { verdict: reasons.length > 0 ? 'inconclusive' : 'holds', ...why, ...counts };
}
