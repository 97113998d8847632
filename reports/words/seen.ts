import { cohortKey } from '../../harness/domain/account.ts';
import type { AccountId } from '../../harness/domain/account.ts';
import type { Attempt } from '../../harness/domain/attempt.ts';
import type { Case } from '../../harness/domain/case.ts';
import { ownerOfToken } from '../../harness/domain/ledger.ts';
import type { Ledger } from '../../harness/domain/ledger.ts';
import { fieldOfToken, holdersOf, mayKnowId, mayView } from '../../harness/domain/may-view.ts';
import type { Sighting } from '../../harness/domain/sighting.ts';
import type { ReportInput } from '../input.ts';

/** That a viewer received something of an owner's (null: unknown) on a surface. */
export type Seen = { viewer: AccountId; owner: AccountId | null; surface: string };

/** Whose a sighting is; null: of nobody in this run. */
export function ownerOf({ ledger }: ReportInput, sighting: Sighting): AccountId | null {
  return 'token' in sighting ? ownerOfToken(ledger, sighting.token) : sighting.account;
}

/** Somebody received what is another's; an own thing reached with a session that should not is no such case. */
function isForeign({ violation }: Case): boolean {
  const { kind, owner, viewer } = violation;
  return (kind === 'leak' || kind === 'exposure') && owner?.account !== viewer.account;
}

/** The owner of a sighting that its viewer had no right to; undefined where they had. */
function foreignOwner(ledger: Ledger, attempt: Attempt, sighting: Sighting) {
  if (sighting.kind === 'token' || sighting.kind === 'frame') {
    const { owner, thing, name } = fieldOfToken(ledger, sighting.token);
    return mayView(ledger, { ...attempt, owner, thing, field: name }) === 'no' ? owner : undefined;
  }
  if (sighting.kind === 'id') {
    const holders = holdersOf(ledger, sighting);
    return mayKnowId(ledger, attempt, holders) === 'no' ? sighting.account : undefined;
  }
  return sighting.account === attempt.viewer ? undefined : sighting.account;
}

/**
 * The owners of whom an attempt of the case brought something back. Violations are folded by cohort, so
 * that owners of one cohort share a case.
 */
function ownersIn({ ledger }: ReportInput, { violation }: Case, attempt: Attempt) {
  const named = violation.owner?.account ?? null;
  const owners = attempt.sightings
    .map((sighting) => foreignOwner(ledger, attempt, sighting))
    .filter((owner) => owner !== undefined && alike(ledger, owner, named));
  return owners.length > 0 ? owners : [named];
}

function alike(ledger: Ledger, one: AccountId | null, other: AccountId | null): boolean {
  if (one === null || other === null) return one === other;
  const [a, b] = [ledger.accounts.get(one), ledger.accounts.get(other)];
  return a?.role === b?.role && cohortKey(a?.cohort ?? {}) === cohortKey(b?.cohort ?? {});
}

/** Who saw whose data where: each combination once. */
export function whoSawWhose(input: ReportInput): readonly Seen[] {
  const seen = new Map<string, Seen>();
  for (const item of input.cases.filter(isForeign)) {
    const { viewer, owner, surface } = item.violation;
    const all: Seen[] = [{ viewer: viewer.account, owner: owner?.account ?? null, surface }];
    for (const attempt of item.attempts) {
      for (const whose of ownersIn(input, item, attempt)) {
        all.push({ viewer: attempt.viewer, owner: whose ?? null, surface: attempt.surface });
      }
    }
    for (const one of all) seen.set(JSON.stringify([one.viewer, one.owner, one.surface]), one);
  }
  return [...seen.values()];
}
