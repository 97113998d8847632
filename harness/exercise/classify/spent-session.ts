import { Cookie } from 'tough-cookie';
import type { SessionCredentials } from '../http/session-credentials.ts';
import type { Classified } from './outcome.ts';
import type { Session } from '../state/held.ts';

/** Tolerance for expiry, in milliseconds: a server may count whole seconds, and starts before we get its answer. */
const margin = 1000;

/**
 * Makes a refusal of a signed-out session unclear if the session would have expired by then anyway: such a refusal does
 * not show that the sign-out ended the session. Every other outcome is returned as it is.
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

/** Whether the session had expired, or all of its cookies had and it has no headers. */
function isSpent({ term, headers, jar }: SessionCredentials, at: number): boolean {
  if (term !== null && at >= term.expiresAt - margin) return true;
  if (Object.keys(headers).length > 0) return false;
  const cookies = jar.serializeSync()?.cookies ?? [];
  return cookies.every((cookie) => (Cookie.fromJSON(cookie)?.expiryTime() ?? Infinity) <= at);
}
