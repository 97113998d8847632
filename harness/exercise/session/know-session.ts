import { secretsOf, withoutScheme } from '../http/session-credentials.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import type { Account } from '../state/held.ts';
import type { Network } from '../http/network.ts';
import type { Scanning } from '../scan/inspect.ts';

/** Makes a session's credentials recognisable, should another account ever receive them. */
export function knowSession(
  worker: Pick<Network, 'connections'> & Scanning,
  account: Account,
  credentials: SessionCredentials,
): void {
  // What every request carries is nobody's in particular.
  const common = new Set(Object.values(worker.connections.headers).map(withoutScheme));
  for (const { name, value } of secretsOf(credentials)) {
    if (!common.has(value)) worker.inspecting.known.addCredential(account.id, name, value);
  }
}
