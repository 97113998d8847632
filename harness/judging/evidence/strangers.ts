import { anonymous } from '../../domain/account.ts';
import type { Breach } from '../../domain/invariant.ts';
import type { Examined } from './examine.ts';
import { weigh } from './foreign-sightings.ts';
import { isUnreached } from './reach.ts';
import { phaseInWords } from './gap.ts';
import type { Gap } from './gap.ts';
import type { Tried } from './tried.ts';

/**
 * What became of an attempt that should have been refused. `refused`: it was. `harmless`: it was answered
 * with what the viewer may see, and nothing else. `answered`: with something of which nobody can tell whose
 * it is. `moot`: the right to it was changing.
 */
export type Standing = 'leaked' | 'refused' | 'harmless' | 'answered' | 'moot' | 'unclear';

/** An attempt of a stranger's, weighed. */
export type Intrusion = {
  one: Tried;
  standing: Standing;
  leaks: readonly Breach[];
  /** Leaks of what the viewer had been entitled to until it ended: `no-access-after-revocation` tells them. */
  outlived: readonly Breach[];
  gaps: readonly Gap[];
};

/** Whether an attempt should be refused: made without an open session, or for what is another's. */
function isStranger({ as, asked }: Tried): boolean {
  return as === anonymous || asked === 'foreign' || asked === 'unknown';
}

/**
 * Whether a browser got something on a surface of the plan of which not all could be looked at: media, or
 * a body that was gone, too long or packed too deep. A page read to its end holds what was found in it.
 */
function isUnread({ plan }: Examined, { attempt, surface, addressed }: Tried): boolean {
  const { channel, outcome, status, truncated } = attempt;
  return (
    !addressed &&
    outcome === 'unclear' &&
    status !== null &&
    status >= 200 &&
    status < 300 &&
    (truncated || channel === 'media') &&
    plan.surfaces.some(({ id }) => id === surface.id)
  );
}

/** Weighs an attempt: a stranger's, or an owner's look at their own, in which nothing of others may be. */
export function intrude(examined: Examined, one: Tried): Intrusion {
  const { leaks, outlived, permitted, changing, strays } = weigh(examined, one);
  const leaked = leaks.length + outlived.length > 0;
  const standing = standingOf(one, { leaked, permitted, changing });
  const gaps: Gap[] = [];
  const { attempt, surface } = one;
  const gap = (why: string) => gaps.push({ surface: surface.id, who: null, why });
  const cleared = attempt.outcome === 'unclear' && examined.resolved.has(attempt.id);
  // A browser loads much along the way: nobody says there whose it was to be.
  const isKnown = !isUnreached(examined, surface);
  if (standing === 'answered' && isStranger(one) && one.addressed && !cleared && isKnown) {
    gap(`answered a stranger ${phaseInWords(attempt.phase)} with nothing to tell whose it is`);
  }
  if (!cleared && isStranger(one) && isUnread(examined, one)) {
    gap(`a browser was given something ${phaseInWords(attempt.phase)} that could not be read`);
  }
  if (strays !== null) gap(strays);
  return { one, standing, leaks, outlived, gaps };
}

function standingOf(
  { attempt, surface }: Tried,
  { leaked, permitted, changing }: { leaked: boolean; permitted: number; changing: boolean },
): Standing {
  const { outcome, status, truncated } = attempt;
  if (leaked) return 'leaked';
  if (changing) return 'moot';
  if (outcome === 'denied' || outcome === 'concealed') return truncated ? 'unclear' : 'refused';
  if (outcome === 'granted' && !truncated && (permitted > 0 || surface.unattributed !== undefined))
    return 'harmless';
  const answered = outcome === 'granted' || (status !== null && status >= 200 && status < 300);
  return answered ? 'answered' : 'unclear';
}
