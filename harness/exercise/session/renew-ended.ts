import { httpOf } from '../http/http-of.ts';
import { HttpError } from '../http/http-error.ts';
import { failedFact } from '../state/failed-fact.ts';
import { knowSession } from './know-session.ts';
import { refresh } from './renew.ts';
import { noteSession } from './saved-session.ts';
import type { Session } from '../state/held.ts';
import type { SessionMaking } from './sign-in.ts';

/** Tries to renew a session that was signed out. See `Worker.renewEnded`. */
export async function renewEnded(
  worker: SessionMaking,
  session: Session,
): Promise<{ session: Session; isRefused: boolean }> {
  const { id, account } = session;
  const kept = worker.sessionCredentials.get(id);
  if (kept === undefined) throw new Error(`the session ${id} is not this worker's`);
  // What a signed-out session holds stays as it was, but for what its renewal gives.
  const renewed = await refresh(worker, account, { ...kept, frozen: false }).catch(
    (error: unknown) => {
      // A definition's function that throws, such as about an answer without a token, was refused.
      if (!(error instanceof HttpError)) return null;
      worker.recordFact(failedFact(account.id, account.cohort, 'renewal after sign-out', error));
      throw error;
    },
  );
  if (renewed === null) return { session, isRefused: true };
  const credentials = { ...kept, ...renewed, frozen: true, worked: new Map() };
  worker.sessionCredentials.set(id, credentials);
  knowSession(worker, account, credentials);
  const again: Session = { ...session, http: httpOf(worker, credentials) };
  worker.holdings.sessions.set(id, again);
  noteSession(worker, again);
  return { session: again, isRefused: false };
}
