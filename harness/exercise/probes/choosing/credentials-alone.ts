import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import type { SweepContext } from '../probe.ts';
import { guarded, oneOfEachKind } from './guarded.ts';

/** Most sessions whose credentials are tried one by one: what a sign-out forgets, it forgets of each. */
const mostSessions = 8;

/**
 * Requests with each credential of a session that was signed out, without the others: a deployment may look at the one that
 * has ended, while the other lives on. None for sessions that have but one.
 */
export function withEachCredential(
  worker: Pick<Worker, 'eachCredential'>,
  ended: readonly Session[],
  context: Pick<SweepContext, 'shown' | 'outcomeOf'>,
): AttemptRequest[] {
  const open = guarded(context);
  return ended
    .map((session) => ({ session, credentials: worker.eachCredential(session) }))
    .filter(({ credentials }) => credentials.length > 0)
    .slice(0, mostSessions)
    .flatMap(({ session, credentials }) => {
      const own = open.filter((request) => request.session?.account.id === session.account.id);
      return credentials.flatMap((carried) =>
        oneOfEachKind(own).map(({ surface, thing }) => ({
          session,
          surface,
          thing,
          carried,
          // A script could not repeat it, as the value is kept nowhere.
          change: { name: `${carried.carrier.kind}-alone`, headers: {}, hidesQuery: true },
        })),
      );
    });
}
