import { isFirstHalf } from '../state/first-half.ts';
import { inParallel } from '../state/in-parallel.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Account, Session } from '../state/held.ts';
import { accountsToShow } from './acting/accounts-at-hand.ts';
import { tolerate } from './acting/tolerate.ts';
import { withEachCredential } from './choosing/credentials-alone.ts';
import { guarded, oneOfEachKind } from './choosing/guarded.ts';
import { sessionsAtHand } from './choosing/sessions-at-hand.ts';
import type { SweepContext, SweepProbe } from './probe.ts';

/** Accounts that change their password. What that forgets to end, it forgets for all of a kind. */
const mostAccounts = 6;

/**
 * Accounts sign in once more, are shown something of their own in that session, and change their password in another. Then
 * the first is tried: whoever had it may be why the password was changed.
 */
export const passwordChange: SweepProbe = {
  id: 'password-change',
  title: 'An account’s own, with a session from before a change of its password',
  needs: '`accounts.changePassword`, and accounts of no pool that may sign in again',
  disturbs: 'sessions',
  async *attempts(context) {
    const { worker } = context;
    const { accounts } = worker.definition;
    // A pool's accounts are others' to use again.
    if (accounts.changePassword === undefined || accounts.pool !== undefined) return;
    if (isFirstHalf(worker)) return;
    const open = guarded(context);
    const chosen = accountsToShow(worker, open).slice(0, mostAccounts);
    const earlier = await signedInAgain(context, chosen);
    const own = earlier.flatMap((session) =>
      oneOfEachKind(
        open.filter((request) => request.session?.account.id === session.account.id),
      ).map(({ surface, thing }): AttemptRequest => ({ session, surface, thing })),
    );
    yield own;
    const shown = own.filter((request) => context.outcomeOf(request) === 'granted');
    const ended = await changed(context, earlier);
    yield ended.flatMap((session) =>
      shown
        .filter((request) => request.session?.id === session.id)
        .map((request) => ({ ...request, session })),
    );
    yield withEachCredential(worker, ended, context);
    yield kept(open, earlier);
  },
};

async function signedInAgain(
  { worker }: SweepContext,
  accounts: readonly Account[],
): Promise<Session[]> {
  const sessions: Session[] = [];
  await inParallel(accounts, mostAccounts, async (account) => {
    const session = await tolerate(worker, async () => worker.signIn(account));
    if (session !== null) sessions.push(session);
  });
  return sessions;
}

/** Changes the passwords with the sessions that the sweep goes on to use, and returns what has ended by that. */
async function changed(
  { worker }: SweepContext,
  earlier: readonly Session[],
): Promise<readonly Session[]> {
  const ended: Session[] = [];
  const { open } = sessionsAtHand(worker);
  await inParallel(earlier, mostAccounts, async ({ account }) => {
    const session = open.find((other) => other.account.id === account.id);
    if (session === undefined) return;
    ended.push(...((await tolerate(worker, async () => worker.changePassword(session))) ?? []));
  });
  return ended;
}

/** Some of their own for the sessions that changed the passwords. One that was ended by that as well signs in again. */
function kept(
  open: readonly AttemptRequest[],
  earlier: readonly Session[],
): readonly AttemptRequest[] {
  return earlier.flatMap(({ account }) =>
    open.filter(({ session }) => session?.account.id === account.id).slice(0, 1),
  );
}
