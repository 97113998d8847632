import { anonymous, hasLevels } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { KnownFault, KnownKind } from '../../domain/baseline.ts';
import type { Ledger } from '../../domain/ledger.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';

/**
 * Tells whether accounts of the kinds that met a fault looked at its surface again, with a clear outcome, on each side of
 * the update on which it was seen. A fault that does not say its kinds (of an earlier version) was not looked at.
 */
export function lookedAtByItsKinds({
  attempts,
  ledger,
}: ExaminedEvidence): (fault: KnownFault) => boolean {
  const clear = attempts.filter(
    ({ attempt }) => attempt.outcome !== 'unclear' && attempt.shrinking === undefined,
  );
  const bySurface = Map.groupBy(clear, ({ attempt }) => attempt.surface);
  return ({ surface, viewer, owner, sides = [] }) => {
    if (viewer === undefined || owner === undefined || sides.length === 0) return false;
    const its = (bySurface.get(surface) ?? []).filter(
      (resolved) =>
        isOfKind(ledger, resolved.attempt.viewer, viewer) && asksForKind(ledger, resolved, owner),
    );
    return sides.every((side) => its.some(({ attempt }) => attempt.phase === side));
  };
}

/** Whether what was asked for is what such an owner has. At an address that is the same for all, it may be anybody's. */
function asksForKind(
  ledger: Ledger,
  { attempt, thing, owner }: ResolvedAttempt,
  kind: Exclude<KnownFault['owner'], undefined>,
): boolean {
  if (kind === null) return true;
  if (kind === 'viewer') return owner === attempt.viewer;
  if (thing !== null) return owner !== attempt.viewer && isOfKind(ledger, owner, kind);
  return ledger.accounts
    .keys()
    .some((account) => account !== attempt.viewer && isOfKind(ledger, account, kind));
}

function isOfKind(ledger: Ledger, account: AccountId | null, { role, levels }: KnownKind): boolean {
  if (account === anonymous) return role === anonymous;
  const known = ledger.accounts.get(account ?? '');
  return known !== undefined && known.role === role && hasLevels(known.cohort, levels);
}
