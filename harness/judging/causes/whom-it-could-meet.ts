import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt, SessionState } from '../../domain/attempts/attempt.ts';
import type { InvariantId } from '../../domain/verdict/invariant.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';

/**
 * Who could have met a fault of an invariant on a surface, and whose data it could have been. `states`: of the sessions in
 * which it was met.
 */
export type WhomItCouldMeet = (
  surface: string,
  invariant: string,
  states?: ReadonlySet<SessionState>,
) => { viewers: ReadonlySet<AccountId>; owners: ReadonlySet<AccountId> };

/** In what sessions a fault of these is looked for; others are looked for in what is not the viewer's own. */
const inSession: Readonly<Partial<Record<InvariantId, SessionState>>> = {
  'no-access-after-sign-out': 'signed-out',
  'second-factor-required': 'no-second-factor',
};
const opened: InvariantId = 'no-opened-access';
/** These are about what is the viewer's own, was given to them, or is done by them or for them. */
const ofOwn: ReadonlySet<string> = new Set<InvariantId>([
  'own-access',
  'private-responses-not-shared',
  'no-access-after-revocation',
  'no-tampering',
  'outbound-to-the-right-party',
]);

/**
 * Who looked where, from all attempts: who asked a surface for their own alone could not have met what is others', and
 * whose things nobody else asked for could not have been shown.
 */
export function whomItCouldMeet(attempts: Iterable<Attempt>, ledger: Ledger): WhomItCouldMeet {
  const viewers = new Map<string, Set<AccountId>>();
  const owners = new Map<string, Set<AccountId>>();
  const note = (sets: Map<string, Set<AccountId>>, key: string, account: AccountId) => {
    const known = sets.get(key);
    if (known === undefined) sets.set(key, new Set([account]));
    else known.add(account);
  };
  for (const { surface, viewer, sessionState, thing } of attempts) {
    const owner = thing === null ? null : (ledger.things.get(thing)?.owner ?? null);
    note(viewers, keyOf(surface, 'any'), viewer);
    note(viewers, keyOf(surface, sessionState), viewer);
    if (owner !== viewer) note(viewers, keyOf(surface, 'others'), viewer);
    if (owner !== null && owner !== viewer) note(owners, surface, owner);
  }
  const withThings = new Set(ledger.thingsOf.keys());
  return (surface, invariant, states) => ({
    viewers: viewers.get(keyOf(surface, lookedFor(invariant, states))) ?? new Set(),
    owners: owners.get(surface) ?? withThings,
  });
}

function lookedFor(
  invariant: string,
  states: ReadonlySet<SessionState> = new Set(),
): SessionState | 'any' | 'others' {
  if (ofOwn.has(invariant)) return 'any';
  // What an update opened, it may have opened to sessions of one state alone, which not all accounts have.
  const [state, ...others] = states;
  if (invariant === opened && state !== undefined && state !== 'open' && others.length === 0)
    return state;
  return (inSession as Readonly<Record<string, SessionState>>)[invariant] ?? 'others';
}

function keyOf(surface: string, what: string): string {
  return `${what} ${surface}`;
}
