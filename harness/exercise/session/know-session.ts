import { secretsOf, withoutScheme } from '../http/cookies.ts';
import type { Baggage } from '../http/cookies.ts';
import type { Core } from '../state/core.ts';
import type { Account } from '../state/worker-types.ts';

/** Makes a session's credentials recognisable, should another account ever receive them. */
export function knowSession(core: Core, account: Account, baggage: Baggage): void {
  // What every request carries is nobody's in particular.
  const common = new Set(Object.values(core.connections.headers).map(withoutScheme));
  for (const { name, value } of secretsOf(baggage)) {
    if (!common.has(value)) core.inspecting.known.addCredential(account.id, name, value);
  }
}
