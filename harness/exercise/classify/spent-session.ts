import { Cookie } from 'tough-cookie';
import type { SessionCredentials } from '../http/session-credentials.ts';
import type { Classified } from './outcome.ts';
import type { Session } from '../state/held.ts';

/** Servers may count whole seconds, from before the answer came. */
const margin = 1000;

/**
 * What an attempt came to, unless it was refused to a signed-out session that would have been refused by then anyway:
 * it had expired by itself. That says nothing of whether signing out ended it.
 */
export function unlessSpent(
  classified: Classified,
  session: Pick<Session, 'state'> | null,
  credentials: SessionCredentials | null,
  answeredAt: number,
): Classified {
  const { outcome } = classified;
  if (session?.state !== 'signed-out' || credentials === null) return classified;
  if (outcome !== 'denied' && outcome !== 'concealed') return classified;
  if (!isSpent(credentials, answeredAt)) return classified;
  const why = 'the session would have expired by then, had it not been signed out';
  return { outcome: 'unclear', why };
}

/** Whether a session had come to its end, or nothing of it was left to send. */
function isSpent({ term, headers, jar }: SessionCredentials, at: number): boolean {
  if (term !== null && at >= term.expiresAt - margin) return true;
  if (Object.keys(headers).length > 0) return false;
  const cookies = jar.serializeSync()?.cookies ?? [];
  return cookies.every((cookie) => (Cookie.fromJSON(cookie)?.expiryTime() ?? Infinity) <= at);
}
