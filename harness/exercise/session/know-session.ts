import { secretsOf, withoutScheme } from '../http/session-credentials.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import type { Account } from '../state/held.ts';
import type { Network } from '../http/network.ts';
import { learnClaims } from '../scan/known-claims.ts';
import type { Scanning } from '../scan/inspect.ts';

/** Makes the scanner recognise a session's credentials, in case another account receives them. */
export function knowSession(
  worker: Pick<Network, 'connections'> & Scanning,
  account: Account,
  credentials: SessionCredentials,
): void {
  // Headers that every request carries are not the credentials of any account.
  const common = new Set(Object.values(worker.connections.headers).map(withoutScheme));
  for (const { name, value } of secretsOf(credentials)) {
    if (common.has(value)) continue;
    worker.inspecting.known.addCredential(account.id, name, value);
    learnClaims(worker.inspecting.known.claims, account.id, value);
  }
}
