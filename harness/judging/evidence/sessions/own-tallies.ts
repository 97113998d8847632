import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Phase } from '../../../domain/phase.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import { isDead, isEmptyList, isRefused } from './dead-sessions.ts';
import type { DeadSessions } from './dead-sessions.ts';
import { reasonOf } from '../gap.ts';
import { keyOf } from '../keys.ts';
import { isOwnPlain } from './pairing.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/** How an owner's plain requests for one of their own came out. */
export type OwnTally = {
  /** Granted, or an empty list; read to the end. */
  whole: number;
  /** The same, but longer than the limit. */
  cut: number;
  /** Where they listened while others acted: nothing came. */
  silent: number;
  refused: number;
  /** With a session that may have been dead by then. */
  dead: number;
  /** Of these: with a session that the update ended. */
  endedByUpdate: number;
  /** The last reason for an unclear one; null where there was none. */
  unclear: string | null;
};

const untried: OwnTally = {
  whole: 0,
  cut: 0,
  silent: 0,
  refused: 0,
  dead: 0,
  endedByUpdate: 0,
  unclear: null,
};

/** By surface, phase, account and thing. */
export type OwnTallies = ReadonlyMap<string, OwnTally>;

/** Counts how owners fared. */
export function tallyOwnViews(
  attempts: readonly ResolvedAttempt[],
  dead: DeadSessions,
): OwnTallies {
  const tallies = new Map<string, OwnTally>();
  for (const resolved of attempts) {
    const { attempt, surface, thing } = resolved;
    if (!isOwnPlain(resolved) || dead.get(attempt.id) === 'revived') continue;
    const key = tallyKey(surface.id, attempt.phase, attempt.viewer, thing);
    const tally = tallies.get(key) ?? { ...untried };
    tallies.set(key, tally);
    if (attempt.outcome === 'unclear') tally.unclear = reasonOf(attempt.why);
    else if (isDead(dead, attempt)) {
      tally.dead += 1;
      if (dead.get(attempt.id) === 'ended-by-update') tally.endedByUpdate += 1;
    } else if (isRefused(resolved)) tally.refused += 1;
    else if (traitsOf(surface).mayBeSilent && isEmptyList(resolved)) tally.silent += 1;
    else if (attempt.outcome === 'granted' || isEmptyList(resolved))
      tally[attempt.truncated ? 'cut' : 'whole'] += 1;
  }
  return tallies;
}

/** The key of `OwnTallies`. */
export function tallyKey(
  surface: string,
  phase: Phase,
  account: AccountId,
  thing: ThingId | null,
): string {
  return keyOf(surface, phase, account, thing);
}
