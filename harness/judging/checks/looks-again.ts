import { anonymous, hasLevels } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { KnownFault, KnownKind } from '../../domain/verdict/baseline.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { namedAddress } from '../../domain/surfaces/link-variant.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import { acrossUpdate } from '../../domain/surfaces/variant.ts';

/** How a fault was met. One that does not say its kinds (of an earlier version) nothing looks at again. */
export type Met = Pick<KnownFault, 'surface' | 'invariant' | 'probe' | 'viewer' | 'owner' | 'way'>;

/** An attempt with what it asked for. `thing`: null where it asked for no thing, as at a fixed address. */
export type Asking = { attempt: Attempt; thing: ThingId | null };

/**
 * Tells whether an attempt could have shown a fault again: an account of the kind that met it looked at its surface, for
 * what is an owner's of that kind, and it asked as then: by the same probe, in the same variant and state of session.
 * What a baseline calls fixed, a comparison of runs or a recheck gone, takes such an attempt. On a side of the update on
 * which only other ways saw the fault, any way will do.
 */
export function looksAgain(met: Met, asking: Asking, ledger: Ledger): boolean {
  const { attempt } = asking;
  const { viewer, owner, way } = met;
  if (attempt.surface !== met.surface || viewer === undefined || owner === undefined) return false;
  if (!isOfKind(ledger, attempt.viewer, viewer)) return false;
  const isElsewhere = way !== undefined && !way.sides.includes(attempt.phase);
  if (!isElsewhere && !isAskedAsThen(met, attempt)) return false;
  return asksForKind(met, owner, asking, ledger);
}

function isAskedAsThen({ probe, invariant, viewer, way }: Met, attempt: Attempt): boolean {
  if ((attempt.probe ?? null) !== probe) return false;
  if (way !== undefined && attempt.variant !== way.variant) return false;
  const state = way?.sessionState ?? stateOf[invariant];
  if (state !== undefined) return attempt.sessionState === state;
  const isNobody = attempt.sessionState === 'none' && attempt.lent === undefined;
  return (viewer?.role === anonymous) === isNobody;
}

/** The state of session that an invariant is about, where nobody noted it. */
const stateOf: Readonly<Record<string, Attempt['sessionState']>> = {
  'no-access-after-sign-out': 'signed-out',
  'second-factor-required': 'no-second-factor',
};

/** Whether what was asked for is what such an owner has. At an address that is the same for all, it may be anybody's. */
function asksForKind(
  met: Met,
  kind: Exclude<KnownFault['owner'], undefined>,
  { attempt, thing }: Asking,
  ledger: Ledger,
): boolean {
  const owner = thing === null ? attempt.viewer : (ledger.things.get(thing)?.owner ?? null);
  const isOwn = owner === attempt.viewer;
  if (kind === 'viewer') return isOwn;
  if (kind !== null) {
    const isThere = ledger.accounts
      .keys()
      .some((account) => account !== attempt.viewer && isOfKind(ledger, account, kind));
    if (!isThere) return false;
    // Staff have nothing of their own that could be asked for: what is theirs stands in what patients have.
    if (!isOwn && kind.role === 'patient') return isOfKind(ledger, owner, kind);
  }
  return thing === null || !isOwn || standsInOwn(met, kind === null, attempt);
}

/** Whether what is others' could be seen in what is the viewer's own: what was asked for by its id was another's. */
function standsInOwn(
  { invariant, probe }: Met,
  isOfNobodyKnown: boolean,
  { changed, outcome, variant }: Attempt,
): boolean {
  // What not even its owner is given in a changed way, others need not try.
  const isRefused = outcome === 'denied' || outcome === 'concealed';
  return (
    (changed !== undefined && (changed.idsOnly === true || isRefused)) ||
    invariant === 'no-foreign-listing' ||
    ownProbes.has(probe) ||
    ownVariants.has(variant) ||
    (probe === null && isOfNobodyKnown)
  );
}

/** Probes and variants by which everybody looks at their own. */
const ownProbes: ReadonlySet<string | null> = new Set([
  'own-views',
  'undisturbed-view',
  'again-later',
  acrossUpdate,
]);
const ownVariants: ReadonlySet<string> = new Set(['at-home', 'after-hang-up', namedAddress]);

function isOfKind(ledger: Ledger, account: AccountId | null, { role, levels }: KnownKind): boolean {
  if (account === anonymous) return role === anonymous;
  const known = ledger.accounts.get(account ?? '');
  return known !== undefined && known.role === role && hasLevels(known.cohort, levels);
}
