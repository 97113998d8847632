import type { AccountId } from '../../domain/accounts/account.ts';

/** A viewer, and whose it was; null: nobody's in particular, somebody's whom the run does not know, or the viewer's own. */
export type Pair = { viewer: AccountId; owner: AccountId | null };

export function keyOfPair({ viewer, owner }: Pair): string {
  return `${viewer} ${owner}`;
}

/** Who saw something by the faults of some cases, and who looked in the same ways and saw nothing. */
export type Looks = {
  seen: readonly Pair[];
  unseen: readonly Pair[];
  /** All asked for a certain thing of another's: who looked for whose is known. Else some were shown it in a list, or as their own. */
  asked: boolean;
  /** Each viewer saw what is of one other: the fault chose whose, and not the order of a list. */
  ofOne?: boolean;
};

/** Who looked and did not see it. */
export function inVain(looked: readonly Pair[], seen: readonly Pair[]): Pair[] {
  const viewers = new Set(seen.map(({ viewer }) => viewer));
  const pairs = new Set(seen.map(keyOfPair));
  const unseen = looked.filter(({ viewer, owner }) =>
    // A list need not show all that it could.
    owner === null ? !viewers.has(viewer) : !pairs.has(keyOfPair({ viewer, owner })),
  );
  return [
    ...new Map(
      unseen.map(({ viewer, owner }) => [keyOfPair({ viewer, owner }), { viewer, owner }]),
    ).values(),
  ];
}
