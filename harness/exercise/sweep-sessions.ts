import { cohortKey } from '../domain/account.ts';
import { inParallel } from './in-parallel.ts';
import type { SweepSessions } from './sweep-jobs.ts';
import type { Account, Session, Worker } from './worker-types.ts';

/** Accounts that sign out, and that stop at the second factor, before the update: only to compare with. */
const accountsBefore = 2;

/** Sign-ins at once: hashing passwords is dear. */
const atOnce = 8;

/**
 * The sessions that a sweep uses: an open one of each account, those that were signed out before, and new
 * ones that are signed out, or stopped at the second factor, for this purpose. After the update all accounts
 * do so that may: sign-out and second factor fail for one cohort as well as for all. Sessions from before
 * the update are among them where an account has a second one to spare, so that nobody signs in again.
 */
export async function sweepSessions(worker: Worker): Promise<SweepSessions> {
  const open = new Map<string, Session>();
  const spare: Session[] = [];
  for (const session of worker.sessions) {
    if (session.state !== 'open') continue;
    // The first: sessions from before the update are what it has to survive.
    if (!open.has(session.account.id)) open.set(session.account.id, session);
    else if (session.phase !== worker.phase) spare.push(session);
  }
  const barred: Session[] = worker.sessions.filter(({ state }) => state === 'signed-out');
  const candidates = [...open.values()].map(({ account }) => account).filter((account) => maySignIn(worker, account));
  const endings: Ending[] = [];
  if (typeof worker.definition.accounts.signOut === 'function') {
    endings.push(...spare.map((session) => ({ account: session.account, end: async () => worker.signOut(session) })));
    // Without a second factor first: each code is taken only once, and waiting for the next is slow.
    const ordered = [...candidates].sort((left, right) => Number(left.hasSecondFactor) - Number(right.hasSecondFactor));
    for (const account of differing(worker, ordered)) {
      endings.push({ account, end: async () => worker.signOut(await worker.signIn(account)) });
    }
  }
  for (const account of differing(worker, candidates.filter(({ hasSecondFactor }) => hasSecondFactor))) {
    for (const how of ['no-code', 'wrong-code'] as const) {
      endings.push({ account, end: async () => worker.signInWithoutSecondFactor(account, how) });
    }
  }
  // An account signs in once at a time: a deployment may keep only its last attempt to.
  const byAccount = Map.groupBy(endings, ({ account }) => account.id);
  await inParallel(byAccount.values(), atOnce, async (ofOne) => {
    for (const { end } of ofOne) {
      const session = await tolerate(worker, end);
      if (session !== null) barred.push(session);
    }
  });
  return { open: [...open.values()], barred };
}

/** What makes a session that may reach nothing. */
type Ending = { account: Account; end: () => Promise<Session | null> };

/** After the update, whoever has a session from before it never signs in again: that would hide the fault. */
function maySignIn(worker: Worker, account: Account): boolean {
  if (account.role !== 'patient') return false;
  const side = account.cohort['session'];
  return worker.phase === 'before-update' || side === undefined || side === 'after';
}

/** Accounts that own something; before the update a few of them, of different cohorts while there are such. */
function differing(worker: Worker, accounts: readonly Account[]): Account[] {
  const owners = new Set(worker.things.map(({ owner }) => owner.id));
  const useful = accounts.filter(({ id }) => owners.has(id));
  const first = new Map(useful.toReversed().map((account) => [cohortKey(account.cohort), account]));
  return [...new Set([...[...first.values()].toReversed(), ...useful])].slice(0, worker.phase === 'before-update' ? accountsBefore : Infinity);
}

/** What the deployment refuses is in the history as a failure; the sweep goes on without it. */
async function tolerate(worker: Worker, act: () => Promise<Session | null>): Promise<Session | null> {
  const before = worker.recorded.facts.length;
  try {
    return await act();
  } catch (error) {
    const recorded = worker.recorded.facts.slice(before).some(({ fact }) => fact === 'failed');
    if (recorded) return null;
    throw error;
  }
}
