import { eachAlone, openSenders } from '../http/carriers.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import type { Carried } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';

/** The credentials of a session one by one, where it has several. See `Worker.eachCredential`. */
export function eachCredential(
  { sessionCredentials, holdings }: CredentialStore & Holder,
  { id, account }: Session,
): Carried[] {
  const credentials = sessionCredentials.get(id);
  if (credentials === undefined) return [];
  const senders = openSenders({ holdings, sessionCredentials });
  return eachAlone([...senders, { account: account.id, credentials }], credentials);
}
