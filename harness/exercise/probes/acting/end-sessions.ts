import { cohortKey } from '../../../domain/account.ts';
import { inParallel } from '../../state/in-parallel.ts';
import type { Account, Session } from '../../state/held.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Worker } from '../../worker/worker.ts';
import { isOfItsSide, sessionsAtHand } from '../choosing/sessions-at-hand.ts';
import { takeLinks } from './ended-links.ts';
import { tolerate } from './tolerate.ts';

/** Accounts that sign out, and that stop at the second factor, before the update: only to compare with. */
const accountsBefore = 2;

/** Sign-ins at once: hashing passwords is dear. */
const atOnce = 8;

/** What makes a session that may reach nothing. */
type Ending = { account: Account; end: () => Promise<Session | null> };

/**
 * Signs sessions out. After the update all accounts do so that may: sign-out fails for one cohort as well as for all.
 * Sessions from before the update are among them where an account has a second one to spare, so that nobody signs in
 * again. `shown`: what owners were granted; a session asks for some of it before it is signed out, since the refusals
 * of one that never worked would say nothing.
 */
export async function signOutSome(
  worker: Worker,
  shown: readonly AttemptRequest[],
): Promise<Session[]> {
  if (typeof worker.definition.accounts.signOut !== 'function') return [];
  const { open } = sessionsAtHand(worker);
  const spare = worker.sessions.filter(
    (session) =>
      session.state === 'open' &&
      session.phase !== worker.phase &&
      isOfItsSide(worker, session) &&
      !open.includes(session),
  );
  const endings: Ending[] = spare.map((session) => ({
    account: session.account,
    end: async () => leave(worker, session, shown),
  }));
  // Without a second factor first: each code is taken only once, and waiting for the next is slow.
  const ordered = accountsThatMaySignIn(worker).sort(
    (left, right) => Number(left.hasSecondFactor) - Number(right.hasSecondFactor),
  );
  for (const account of differing(worker, ordered)) {
    endings.push({
      account,
      end: async () => leave(worker, await worker.signIn(account), shown),
    });
  }
  return endAll(worker, endings);
}

/** Signs in up to the second factor: without a code, and with a wrong one. Of accounts that have one. */
export async function signInHalfway(worker: Worker): Promise<Session[]> {
  const candidates = accountsThatMaySignIn(worker).filter(({ hasSecondFactor }) => hasSecondFactor);
  const endings = differing(worker, candidates).flatMap((account) =>
    (['no-code', 'wrong-code'] as const).map((how) => ({
      account,
      end: async () => worker.signInWithoutSecondFactor(account, how),
    })),
  );
  return endAll(worker, endings);
}

async function endAll(worker: Worker, endings: readonly Ending[]): Promise<Session[]> {
  const ended: Session[] = [];
  // An account signs in once at a time: a deployment may keep only its last attempt to.
  const byAccount = Map.groupBy(endings, ({ account }) => account.id);
  await inParallel(byAccount.values(), atOnce, async (ofOne) => {
    for (const { end } of ofOne) {
      const session = await tolerate(worker, end);
      if (session !== null) ended.push(session);
    }
  });
  return ended;
}

/** Signs out, once the session was seen to work, and was given the addresses that must end with it. */
async function leave(
  worker: Worker,
  session: Session,
  shown: readonly AttemptRequest[],
): Promise<Session> {
  const own = shown.find((request) => request.session?.account.id === session.account.id);
  // What this owner was granted: not everything that is asked for shows that a session works.
  if (own !== undefined) await worker.attempt({ ...own, session });
  await takeLinks(worker, session);
  return worker.signOut(session);
}

/**
 * Whoever is to have a session from before the update after it never signs in again: that would hide a fault,
 * and on some deployments end that session.
 */
function accountsThatMaySignIn(worker: Worker): Account[] {
  return sessionsAtHand(worker)
    .open.map(({ account }) => account)
    .filter((account) => {
      const side = account.cohort['session'];
      return account.role === 'patient' && (side === undefined || side === 'after');
    });
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
