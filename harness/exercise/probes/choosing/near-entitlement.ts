import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Account, Share, Thing } from '../../state/held.ts';

/** Whether an account is near an entitlement to a thing. Its attempts at the thing are always made. */
export type IsNearEntitlement = (viewer: AccountId, thing: Thing) => boolean;

/**
 * Finds the accounts that are near an entitlement to each thing, whether they have it or not:
 * - the staff of the thing and of its owner, and one other account of each of their roles (such as the guardian of
 *   another child);
 * - accounts that the thing, or another thing of its owner, is or was shared with, and their staff in the first case.
 */
export function findNearEntitlement(
  accounts: readonly Account[],
  things: readonly Thing[],
  shares: readonly Share[],
): IsNearEntitlement {
  const shared = Map.groupBy(shares, ({ thing }) => thing.owner.id);
  const near = new Map<Thing, ReadonlySet<AccountId>>();
  for (const thing of things) {
    const party = [...Object.values(thing.party), ...Object.values(thing.owner.party)];
    const others = party.flatMap(({ id, role }) => another(accounts, role, id));
    const holders = (shared.get(thing.owner.id) ?? []).flatMap((share) =>
      share.thing.id === thing.id ? [share.to, ...Object.values(share.to.party)] : [share.to],
    );
    const ids = [...party, ...holders].map(({ id }) => id);
    near.set(thing, new Set([...ids, ...others]));
  }
  return (viewer, thing) => near.get(thing)?.has(viewer) ?? false;
}

/** The next account of the same role, so that each account is the other one for some thing. */
function another(accounts: readonly Account[], role: string, id: AccountId): AccountId[] {
  const ids = accounts.filter((account) => account.role === role).map((account) => account.id);
  const next = ids[(ids.indexOf(id) + 1) % Math.max(1, ids.length)];
  return next === undefined || next === id ? [] : [next];
}
