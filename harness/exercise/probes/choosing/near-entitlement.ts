import type { AccountId } from '../../../domain/account.ts';
import type { Account, Share, Thing } from '../../state/held.ts';

/** Whether an account's attempts at a thing are always made. */
export type Near = (viewer: AccountId, thing: Thing) => boolean;

/**
 * Who is near an entitlement, on either side of it: the thing's and its owner's staff, and another of each of
 * their roles (the guardian of another child); whoever it is or was shared with, or anything else of its owner's is;
 * and the staff of those.
 */
export function nearTo(
  accounts: readonly Account[],
  things: readonly Thing[],
  shares: readonly Share[],
): Near {
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

/** The next of the same role, so that all of them come to be the other one. */
function another(accounts: readonly Account[], role: string, id: AccountId): AccountId[] {
  const ids = accounts.filter((account) => account.role === role).map((account) => account.id);
  const next = ids[(ids.indexOf(id) + 1) % Math.max(1, ids.length)];
  return next === undefined || next === id ? [] : [next];
}
