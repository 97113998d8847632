import { cohortKey } from '../../domain/account.ts';
import { inParallel } from '../state/in-parallel.ts';
import type { SweepSessions } from './sweep-jobs.ts';
import { takeLinks } from './sweep-links.ts';
import type { Account, Session } from '../state/held.ts';
import { isOfItsSide } from '../state/session-side.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Worker } from '../worker/worker.ts';

/** Accounts that sign out, and that stop at the second factor, before the update: only to compare with. */
const accountsBefore = 2;

/** Sign-ins at once: hashing passwords is dear. */
const atOnce = 8;

/** The sessions at hand: an open one of each account, and those that were signed out. */
export function sessionsAtHand(worker: Worker): SweepSessions {
  const open = new Map<string, Session>();
  for (const session of worker.sessions) {
    // The first: sessions from before the update are what it has to survive.
    if (session.state === 'open' && isOfItsSide(worker, session) && !open.has(session.account.id)) {
      open.set(session.account.id, session);
    }
  }
  return {
    open: [...open.values()],
    barred: worker.sessions.filter(({ state }) => state === 'signed-out'),
  };
}

/**
 * Makes sessions that may reach nothing: signed out, or stopped at the second factor. After the update all
 * accounts do so that may: sign-out and second factor fail for one cohort as well as for all. Sessions from
 * before the update are among them where an account has a second one to spare, so that nobody signs in again.
 * `granted`: what owners were shown; a session asks for some of it before it is signed out, since the refusals of
 * one that never worked would say nothing.
 */
export async function barSessions(
  worker: Worker,
  granted: readonly AttemptRequest[],
): Promise<Session[]> {
  const { open } = sessionsAtHand(worker);
  const candidates = open.map(({ account }) => account).filter(maySignIn);
  const endings: Ending[] = [];
  if (typeof worker.definition.accounts.signOut === 'function') {
    const spare = worker.sessions.filter(
      (session) =>
        session.state === 'open' &&
        session.phase !== worker.phase &&
        isOfItsSide(worker, session) &&
        !open.includes(session),
    );
    endings.push(
      ...spare.map((session) => ({
        account: session.account,
        end: async () => leave(worker, session, granted),
      })),
    );
    // Without a second factor first: each code is taken only once, and waiting for the next is slow.
    const ordered = [...candidates].sort(
      (left, right) => Number(left.hasSecondFactor) - Number(right.hasSecondFactor),
    );
    for (const account of differing(worker, ordered)) {
      endings.push({
        account,
        end: async () => leave(worker, await worker.signIn(account), granted),
      });
    }
  }
  for (const account of differing(
    worker,
    candidates.filter(({ hasSecondFactor }) => hasSecondFactor),
  )) {
    for (const how of ['no-code', 'wrong-code'] as const) {
      endings.push({ account, end: async () => worker.signInWithoutSecondFactor(account, how) });
    }
  }
  const barred: Session[] = [];
  // An account signs in once at a time: a deployment may keep only its last attempt to.
  const byAccount = Map.groupBy(endings, ({ account }) => account.id);
  await inParallel(byAccount.values(), atOnce, async (ofOne) => {
    for (const { end } of ofOne) {
      const session = worker.signal.aborted ? null : await tolerate(worker, end);
      if (session !== null) barred.push(session);
    }
  });
  return barred;
}

/** Signs out, once the session was seen to work, and was given the addresses that must end with it. */
async function leave(
  worker: Worker,
  session: Session,
  granted: readonly AttemptRequest[],
): Promise<Session> {
  const own = granted.find((request) => request.session?.account.id === session.account.id);
  // What this owner was granted: not everything that is asked for shows that a session works.
  if (own !== undefined) await worker.attempt({ ...own, session });
  await takeLinks(worker, session);
  return worker.signOut(session);
}

/** What makes a session that may reach nothing. */
type Ending = { account: Account; end: () => Promise<Session | null> };

/**
 * Whoever is to have a session from before the update after it never signs in again: that would hide a fault,
 * and on some deployments end that session.
 */
function maySignIn(account: Account): boolean {
  const side = account.cohort['session'];
  return account.role === 'patient' && (side === undefined || side === 'after');
}

/** Accounts that own something; before the update a few of them, of different cohorts while there are such. */
function differing(worker: Worker, accounts: readonly Account[]): Account[] {
  const owners = new Set(worker.things.map(({ owner }) => owner.id));
  const useful = accounts.filter(({ id }) => owners.has(id));
  const first = new Map(useful.toReversed().map((account) => [cohortKey(account.cohort), account]));
  return [...new Set([...[...first.values()].toReversed(), ...useful])].slice(
    0,
    worker.phase === 'before-update' ? accountsBefore : Infinity,
  );
}

/** What the deployment refuses is in the history as a failure; the sweep goes on without it. */
async function tolerate(
  worker: Worker,
  act: () => Promise<Session | null>,
): Promise<Session | null> {
  const before = worker.recorded.facts.length;
  try {
    return await act();
  } catch (error) {
    const recorded = worker.recorded.facts.slice(before).some(({ fact }) => fact === 'failed');
    if (recorded) return null;
    throw error;
  }
}
