import { signOutOf } from '../../../deployment/sign-out.ts';
import { inParallel } from '../../state/in-parallel.ts';
import type { Account, Session } from '../../state/held.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Worker } from '../../worker/worker.ts';
import { isCurrentSession } from '../../state/current-session.ts';
import { sessionsAtHand } from '../choosing/sessions-at-hand.ts';
import { accountsThatMaySignIn, differing } from './accounts-at-hand.ts';
import { takeLinks } from './ended-links.ts';
import { tolerate } from './tolerate.ts';

/** Most sign-ins at once, because hashing passwords is expensive for the deployment. */
const atOnce = 8;

/** Makes a session of an account that may reach nothing: signed out, or half signed in. */
type Ending = { account: Account; end: () => Promise<Session | null> };

/**
 * Signs sessions out, and returns them. After the update, every account that may sign in again does so, because
 * sign-out may fail for one cohort only. A spare session from before the update is signed out too, where an account has
 * a second one.
 * @param shown what owners were granted. Each session requests some of it before it is signed out, because refusals of
 * a session that never worked mean nothing.
 */
export async function signOutSome(
  worker: Worker,
  shown: readonly AttemptRequest[],
): Promise<Session[]> {
  if (signOutOf(worker.definition.accounts) === null) return [];
  const { open } = sessionsAtHand(worker);
  const spare = worker.sessions.filter(
    (session) =>
      session.state === 'open' &&
      session.phase !== worker.phase &&
      isCurrentSession(worker, session) &&
      !open.includes(session),
  );
  const endings: Ending[] = spare.map((session) => ({
    account: session.account,
    end: async () => leave(worker, session, shown),
  }));
  // Accounts without a second factor come first: a code is accepted only once, and waiting for the next is slow.
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

/** Signs accounts with a second factor in as far as that: once without a code, and once with a wrong code. */
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
  // An account signs in once at a time, because a deployment may keep only its latest sign-in.
  const byAccount = Map.groupBy(endings, ({ account }) => account.id);
  await inParallel(byAccount.values(), atOnce, async (ofOne) => {
    for (const { end } of ofOne) {
      const session = await tolerate(worker, end);
      if (session !== null) ended.push(session);
    }
  });
  return ended;
}

/** Signs a session out, after it was granted something and got the addresses that must end with it. */
async function leave(
  worker: Worker,
  session: Session,
  shown: readonly AttemptRequest[],
): Promise<Session> {
  const own = shown.find((request) => request.session?.account.id === session.account.id);
  // The request is one that this owner was granted, because not every surface shows that a session works.
  if (own !== undefined) await worker.attempt({ ...own, session });
  await takeLinks(worker, session);
  return worker.signOut(session);
}
