import { secretsOf, withoutScheme } from './cookies.ts';
import type { Baggage } from './cookies.ts';
import type { Core } from './core.ts';
import type { Account } from './worker-types.ts';

/** Makes a session's credentials recognisable, should another account ever receive them. */
export function knowSession(core: Core, account: Account, baggage: Baggage): void {
  // What every request carries is nobody's in particular.
  const common = new Set(Object.values(core.connections.headers).map(withoutScheme));
  for (const { name, value } of secretsOf(baggage)) {
    if (!common.has(value)) core.inspecting.known.addCredential(account.id, name, value);
  }
}
