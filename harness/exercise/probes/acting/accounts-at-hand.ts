import { cohortKey } from '../../../domain/accounts/account.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Account } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import { sessionsAtHand } from '../choosing/sessions-at-hand.ts';

/** Before the update, so few accounts sign out or stop at the second factor: they only serve for comparison. */
const accountsBefore = 2;

/**
 * Accounts that may sign in again. An account whose session must survive the update never does: that would hide a
 * fault, and on some deployments it would end the session.
 */
export function accountsThatMaySignIn(worker: Worker): Account[] {
  return sessionsAtHand(worker)
    .open.map(({ account }) => account)
    .filter((account) => {
      const side = account.cohort['session'];
      return account.role === 'patient' && (side === undefined || side === 'after');
    });
}

/** Accounts that may sign in again to be shown some of these requests, of different cohorts first. */
export function accountsToShow(worker: Worker, requests: readonly AttemptRequest[]): Account[] {
  const owners = new Set(requests.map(({ session }) => session?.account.id));
  return differing(worker, accountsThatMaySignIn(worker)).filter(({ id }) => owners.has(id));
}

/** Accounts that own a thing, those of different cohorts first; before the update only a few of them. */
export function differing(worker: Worker, accounts: readonly Account[]): Account[] {
  const owners = new Set(worker.things.map(({ owner }) => owner.id));
  const useful = accounts.filter(({ id }) => owners.has(id));
  const first = new Map(useful.toReversed().map((account) => [cohortKey(account.cohort), account]));
  return [...new Set([...[...first.values()].toReversed(), ...useful])].slice(
    0,
    worker.phase === 'before-update' ? accountsBefore : Infinity,
  );
}
