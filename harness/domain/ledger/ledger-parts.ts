import { cohortKey } from '../accounts/account.ts';
import type { AccountId } from '../accounts/account.ts';
import type { FactOf } from './fact.ts';
import type { ThingId } from './thing.ts';

type Told = Pick<
  FactOf<'account-created'>,
  'account' | 'number' | 'role' | 'secondFactor' | 'cohort'
>;

/** Whether two facts tell the same of an account. */
export function sameAccount(known: Omit<Told, 'account'>, fact: Told): boolean {
  return (
    known.number === fact.number &&
    known.role === fact.role &&
    known.secondFactor === fact.secondFactor &&
    cohortKey(known.cohort) === cohortKey(fact.cohort)
  );
}

/** Owners of things in which something was planted, and which were never made as far as anybody recorded. */
export function ownersOfUnfinished(
  fields: Iterable<{ account: AccountId; thing: ThingId | null }>,
  isKnown: (thing: ThingId) => boolean,
): Set<AccountId> {
  const owners = new Set<AccountId>();
  for (const { account, thing } of fields) {
    if (thing !== null && !isKnown(thing)) owners.add(account);
  }
  return owners;
}

/** Leaves out of what accounts own what serves for others' writes: nobody need be shown it. */
export function leaveOutContested<Thing extends { id: ThingId }>(
  thingsOf: Map<AccountId, Thing[]>,
  contested: ReadonlySet<ThingId>,
): void {
  for (const [owner, owned] of thingsOf) {
    const kept = owned.filter(({ id }) => !contested.has(id));
    if (kept.length === 0) thingsOf.delete(owner);
    else thingsOf.set(owner, kept);
  }
}
