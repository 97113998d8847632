import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import { inParallel } from '../state/in-parallel.ts';
import { accountsToShow } from './acting/accounts-at-hand.ts';
import { tolerate } from './acting/tolerate.ts';
import { guarded, oneOfEachKind } from './choosing/guarded.ts';
import type { SweepProbe } from './probe.ts';

/** Accounts that are tried: more wrong passwords in a row may have the deployment refuse the right ones, too. */
const mostAccounts = 4;

/** Signs in with a wrong password, and requests the account's own things with whatever session there is. */
export const wrongPassword: SweepProbe = {
  id: 'wrong-password',
  title: 'An account’s own, signed in with a wrong password',
  needs: 'accounts with a `password` among their credentials, that may sign in again',
  disturbs: 'sessions',
  async *attempts(context) {
    const { worker } = context;
    const open = guarded(context);
    // A code is accepted only once, and to wait for the next is slow.
    const accounts = accountsToShow(worker, open).filter(({ hasSecondFactor }) => !hasSecondFactor);
    const sessions: Session[] = [];
    await inParallel(accounts.slice(0, mostAccounts), mostAccounts, async (account) => {
      const session = await tolerate(worker, async () => worker.signInWithWrongPassword(account));
      if (session !== null) sessions.push(session);
    });
    yield sessions.flatMap((session) =>
      oneOfEachKind(open.filter((own) => own.session?.account.id === session.account.id)).map(
        ({ surface, thing }): AttemptRequest => ({ session, surface, thing }),
      ),
    );
  },
};
