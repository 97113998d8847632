import { cohortKey } from '../domain/account.ts';
import type { SweepSessions } from './sweep-jobs.ts';
import type { Account, Session, Worker } from './worker-types.ts';

/** Accounts of different cohorts that sign out, and that stop at the second factor. */
const accountsEach = 2;

/**
 * The sessions that a sweep uses: an open one of each account, those that were signed out before, and new
 * ones that are signed out, or stopped at the second factor, for this purpose.
 */
export async function sweepSessions(worker: Worker): Promise<SweepSessions> {
  const open = new Map<string, Session>();
  for (const session of worker.sessions) {
    // The first: sessions from before the update are what it has to survive.
    if (session.state === 'open' && !open.has(session.account.id)) open.set(session.account.id, session);
  }
  const before = worker.sessions.filter(({ state }) => state === 'signed-out');
  const candidates = [...open.values()].map(({ account }) => account).filter((account) => maySignIn(worker, account));
  const barred: Session[] = [...before];
  if (typeof worker.definition.accounts.signOut === 'function') {
    // Without a second factor first: each code is taken only once, and waiting for the next is slow.
    const ordered = [...candidates].sort((left, right) => Number(left.hasSecondFactor) - Number(right.hasSecondFactor));
    for (const account of differing(worker, ordered)) {
      await tolerate(worker, async () => barred.push(await worker.signOut(await worker.signIn(account))));
    }
  }
  for (const account of differing(worker, candidates.filter(({ hasSecondFactor }) => hasSecondFactor))) {
    for (const how of ['no-code', 'wrong-code'] as const) {
      await tolerate(worker, async () => {
        const session = await worker.signInWithoutSecondFactor(account, how);
        if (session !== null) barred.push(session);
      });
    }
  }
  return { open: [...open.values()], barred };
}

/** After the update, whoever has a session from before it never signs in again: that would hide the fault. */
function maySignIn(worker: Worker, account: Account): boolean {
  if (account.role !== 'patient') return false;
  const side = account.cohort['session'];
  return worker.phase === 'before-update' || side === undefined || side === 'after';
}

/** Accounts that own something, of different cohorts while there are such. */
function differing(worker: Worker, accounts: readonly Account[]): Account[] {
  const owners = new Set(worker.things.map(({ owner }) => owner.id));
  const useful = accounts.filter(({ id }) => owners.has(id));
  const first = new Map(useful.toReversed().map((account) => [cohortKey(account.cohort), account]));
  return [...new Set([...[...first.values()].toReversed(), ...useful])].slice(0, accountsEach);
}

/** What the deployment refuses is in the history as a failure; the sweep goes on without it. */
async function tolerate(worker: Worker, act: () => Promise<unknown>): Promise<void> {
  const before = worker.recorded.facts.length;
  try {
    await act();
  } catch (error) {
    const recorded = worker.recorded.facts.slice(before).some(({ fact }) => fact === 'failed');
    if (!recorded) throw error;
  }
}
