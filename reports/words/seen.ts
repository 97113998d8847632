import { cohortKey } from '../../harness/domain/account.ts';
import type { AccountId } from '../../harness/domain/account.ts';
import type { Attempt } from '../../harness/domain/attempt.ts';
import type { Case } from '../../harness/domain/case.ts';
import { ownerOfToken } from '../../harness/domain/ledger.ts';
import type { Sighting } from '../../harness/domain/sighting.ts';
import type { ReportInput } from '../input.ts';

/** That a viewer received something of an owner's (null: unknown) on a surface. */
export type Seen = { viewer: AccountId; owner: AccountId | null; surface: string };

/** Whose a sighting is; null: of nobody in this run. */
export function ownerOf({ ledger }: ReportInput, sighting: Sighting): AccountId | null {
  return 'token' in sighting ? ownerOfToken(ledger, sighting.token) : sighting.account;
}

/** Somebody received what is another's; an own thing reached with a session that should not is no such case. */
export function isForeign({ violation }: Case): boolean {
  const { kind, owner, viewer } = violation;
  return (kind === 'leak' || kind === 'exposure') && owner?.account !== viewer.account;
}

/**
 * The owners of whom an attempt of the case brought something back. Violations are folded by cohort, so
 * that owners of one cohort share a case.
 */
function ownersIn(input: ReportInput, { violation }: Case, attempt: Attempt): (AccountId | null)[] {
  const named = violation.owner;
  if (named === null) return [null];
  const key = cohortKey(named.cohort);
  const owners = attempt.sightings
    .map((sighting) => ownerOf(input, sighting))
    .filter((owner) => owner !== null && owner !== attempt.viewer)
    .filter((owner) => cohortKey(input.ledger.accounts.get(owner ?? '')?.cohort ?? {}) === key);
  return owners.length > 0 ? owners : [named.account];
}

/** Who saw whose data where: each combination once. */
export function whoSawWhose(input: ReportInput): readonly Seen[] {
  const seen = new Map<string, Seen>();
  for (const item of input.cases.filter(isForeign)) {
    const { viewer, owner, surface } = item.violation;
    const all: Seen[] = [{ viewer: viewer.account, owner: owner?.account ?? null, surface }];
    for (const attempt of item.attempts) {
      for (const whose of ownersIn(input, item, attempt)) {
        all.push({ viewer: attempt.viewer, owner: whose, surface: attempt.surface });
      }
    }
    for (const one of all) seen.set(JSON.stringify([one.viewer, one.owner, one.surface]), one);
  }
  return [...seen.values()];
}
