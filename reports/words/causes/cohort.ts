import type { Cohort } from '../../../harness/domain/accounts/account.ts';
import { sideFactors } from '../../../harness/domain/phase.ts';
import { enumerate, semicolons } from '../counting.ts';

/** The factors that say on which side of the update something was made, which read as one phrase. */
export const sides: readonly string[] = Object.keys(sideFactors);

/**
 * A cohort for people: `region uk, call audio-then-video; account from before, session and booking from
 * after the update`. Empty of staff and of somebody not signed in, who have no cohort.
 */
export function cohortWords(cohort: Cohort): string {
  const own = Object.entries(cohort)
    .filter(([factor]) => !sides.includes(factor))
    .map(([factor, level]) => `${factor} ${level}`);
  const made = ['before', 'after']
    .map((side) => ({ side, what: sides.filter((factor) => cohort[factor] === side) }))
    .filter(({ what }) => what.length > 0)
    .map(({ side, what }) => `${enumerate(what)} from ${side}`);
  return semicolons(own.join(', '), made.length > 0 ? `${made.join(', ')} the update` : '');
}
