import type { Cohort } from '../../domain/accounts/account.ts';
import { became } from '../../domain/accounts/became.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Account } from '../state/held.ts';
import type { Recorder } from '../state/recorder.ts';

/** Records what an account has become by something that it did; nothing where that changes nothing. */
export function noteDeed(
  worker: Recorder,
  account: Pick<Account, 'id'>,
  levels: Cohort | undefined,
): void {
  if (levels !== undefined && Object.keys(levels).length > 0)
    worker.recordFact(became(account.id, levels));
}

/**
 * Booking with all its parts makes an account what it was meant to be: of its cohort, the factors that actions give
 * levels of as well. Of others, its cohort says it anyway.
 */
export function levelsOfBooking(
  { actions = {} }: Pick<Definition, 'actions'>,
  cohort: Cohort,
): Cohort {
  const made = new Set(Object.values(actions).flatMap(({ makes = {} }) => Object.keys(makes)));
  return Object.fromEntries(Object.entries(cohort).filter(([factor]) => made.has(factor)));
}
