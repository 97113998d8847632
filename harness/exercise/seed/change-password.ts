import { now } from '../../domain/clock.ts';
import { createPassword } from '../../accounts/password.ts';
import { saveAccount } from './saved-items.ts';
import { failedFact } from '../state/failed-fact.ts';
import { givenTexts } from '../state/given-texts.ts';
import type { Session } from '../state/held.ts';
import { frozenCopy, noteEnded } from '../session/sign-in.ts';
import type { SessionMaking } from '../session/sign-in.ts';

/** Changes the password of a session's account. See `Worker.changePassword`. */
export async function changePassword(
  worker: SessionMaking,
  session: Session,
): Promise<readonly Session[]> {
  const { holdings, sessionCredentials, definition, journal } = worker;
  const { account, http } = session;
  const { id, cohort } = account;
  const change = definition.accounts.changePassword;
  if (change === undefined) throw new Error('the definition has no accounts.changePassword');
  const from = now();
  try {
    const given = await change({ http, account, password: createPassword() });
    // Its sessions and things hold the account, too, and whoever signs in by one of them needs the new password.
    Object.assign(account.credentials, givenTexts(given, 'accounts.changePassword'));
  } catch (error) {
    worker.recordFact(failedFact(id, cohort, 'change of the password', error));
    throw error;
  }
  journal.write({ holds: 'accounts', item: saveAccount(worker, account) });
  const others = [...holdings.sessions.values()].filter(
    (other) => other.account.id === id && other.id !== session.id && other.state === 'open',
  );
  return others.flatMap((other) => {
    const credentials = sessionCredentials.get(other.id);
    if (credentials === undefined) return [];
    const kept = frozenCopy(credentials);
    // A request that still uses the session must not renew it by signing in again.
    credentials.upkeep = null;
    return [noteEnded(worker, other, from, kept)];
  });
}
