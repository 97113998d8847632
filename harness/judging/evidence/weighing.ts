import type { Breach } from '../../domain/verdict/breach.ts';
import type { Gap } from './gap.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';

/**
 * What became of an attempt. `refused`: it was. `harmless`: it was answered with what the viewer may see, and nothing
 * else. `answered`: with something of which nobody can tell whose it is. `changing`: the right to it was changing.
 */
export type Standing = 'leaked' | 'refused' | 'harmless' | 'answered' | 'changing' | 'unclear';

/** What an attempt brought back, weighed once, for all invariants. */
export type Weighing = {
  standing: Standing;
  leaks: readonly Breach[];
  /** Leaks of what the viewer had been entitled to until it ended: `no-access-after-revocation` tells them. */
  outlived: readonly Breach[];
  /** What of it could not be judged. */
  gaps: readonly Gap[];
  /** Why tokens in it are no proof of a leak, in words. */
  doubts: readonly string[];
};

/** What became of an attempt. Throws where it was not weighed: nothing may pass for lack of a weighing. */
export function weighingOf(
  { weighings }: { weighings: readonly Weighing[] },
  { place }: ResolvedAttempt,
): Weighing {
  const weighing = weighings[place];
  if (weighing === undefined) throw new Error(`attempt ${place} was not weighed`);
  return weighing;
}
