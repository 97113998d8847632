import { now } from '../../domain/clock.ts';
import { longestWait } from '../../domain/ledger/share-times.ts';
import { carrying } from '../http/carriers.ts';
import { missingIds } from '../http/requests.ts';
import { withCookie } from '../http/session-credentials.ts';
import type { CredentialStore, SessionCredentials } from '../http/session-credentials.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Asking } from './prepare-request.ts';

/** An order, with the ids that its address may take. */
export function askingOf(request: AttemptRequest): Asking {
  const { session, thing, given, change, variant = 'plain' } = request;
  const own = (thing?.owner ?? session?.account)?.ids;
  const ids = { ...own, ...thing?.ids, ...given, ...change?.ids };
  return { ...request, variant, ids };
}

/** Why a request cannot be sent, in words; null where it can. */
export function whyNot(
  worker: CredentialStore,
  { session, surface, ids, notBefore = 0 }: Asking,
): string | null {
  if (notBefore > now())
    return `it lasts longer than the ${longestWait / 1000} s that are waited for that`;
  const missing = missingIds(surface, ids);
  if (missing.length > 0) return `there is no id of a ${missing.join(', ')} to ask with`;
  const held = session === null || worker.sessionCredentials.has(session.id);
  return held ? null : 'the session is a browser\u2019s: its credentials are not known here';
}

/** The credentials that an attempt is made with: the session's, or with a value in their place. */
export function credentialsFor(
  { sessionCredentials }: CredentialStore,
  { session, carried, fresh, cookie }: AttemptRequest,
  origin: string,
): SessionCredentials | null {
  const held = session === null ? null : (sessionCredentials.get(session.id) ?? null);
  if (cookie !== undefined && held !== null) return withCookie(held, cookie, origin);
  if (carried === undefined) return held;
  // A session that was signed out since may still open its own view, whatever value of an answer goes with it.
  const isBeside = fresh === undefined && session?.state === 'no-second-factor';
  return carrying(carried, { origin, beside: isBeside ? held : null });
}
