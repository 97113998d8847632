import type { AccountId } from '../../domain/accounts/account.ts';
import type { Case } from '../../domain/verdict/case.ts';
import { type Ledger, partiesKey } from '../../domain/ledger/ledger.ts';
import { inVain, keyOfPair, type Looks, type Pair } from './looks.ts';

/** `makers`: those who made what is left out. */
export type FirstHand = Looks & { makers: ReadonlySet<AccountId> };

/** `alike`: the looks in the same ways by accounts of the same roles, in vain or not. */
type Among = Pick<Looks, 'seen' | 'asked'> & {
  cases: readonly Case[];
  alike: readonly Pair[];
  ledger: Ledger;
};

/** See `Encounters.firstHand`. */
export function firstHandOf(
  { cases, seen, asked, alike, ledger }: Among,
  isMaker: (account: AccountId) => boolean,
): FirstHand | null {
  const viewers = new Set(seen.map(({ viewer }) => viewer));
  const { handedOn, makers } = handedOnIn(cases, (id) => viewers.has(id) && isMaker(id));
  const rest = seen.filter((pair) => !handedOn.has(keyOfPair(pair)));
  const left = rest.filter((pair) => !comesAlong(pair, rest, ledger));
  if (left.length === 0 || left.length === seen.length) return null;
  const dropped = new Set(seen.map(keyOfPair)).difference(new Set(left.map(keyOfPair)));
  // What came along shows neither that the fault concerns somebody, nor that it does not.
  const unseen = inVain(alike, left).filter((pair) => !dropped.has(keyOfPair(pair)));
  if (!isEachOfOne(left)) return { seen: left, unseen, asked, makers };
  // Who is taken for one other is not taken for the rest, of whatever kind they are.
  const taken = new Set(left.map(({ viewer }) => viewer));
  const ofOthers = unseen.filter(({ viewer }) => !taken.has(viewer));
  return { seen: left, unseen: ofOthers, asked: false, ofOne: true, makers };
}

/** The pairs of which all that was seen stood in what some makers had made. */
function handedOnIn(
  cases: readonly Case[],
  isMaker: (account: AccountId) => boolean,
): { handedOn: ReadonlySet<string>; makers: ReadonlySet<AccountId> } {
  const handedOn = new Map<string, ReadonlySet<AccountId>>();
  const firstHand = new Set<string>();
  for (const { viewer, owners, within } of cases.flatMap(({ received }) => received))
    for (const owner of owners) {
      const by = within.get(owner);
      const key = keyOfPair({ viewer, owner });
      if (by !== undefined && [...by].every(isMaker)) handedOn.set(key, by);
      else firstHand.add(key);
    }
  const only = [...handedOn].filter(([key]) => !firstHand.has(key));
  return {
    handedOn: new Set(only.map(([key]) => key)),
    makers: new Set(only.flatMap(([, by]) => [...by])),
  };
}

/** Whether the viewer of a pair saw somebody else's with whom its owner shares something. */
function comesAlong({ viewer, owner }: Pair, all: readonly Pair[], ledger: Ledger): boolean {
  const sharesWith = (from: AccountId, to: AccountId) => ledger.entitled.has(partiesKey(to, from));
  return (
    owner !== null &&
    all.some(
      (other) =>
        other.viewer === viewer &&
        other.owner !== null &&
        other.owner !== owner &&
        sharesWith(owner, other.owner) &&
        !sharesWith(other.owner, owner),
    )
  );
}

/** Whether each viewer saw what is of one other, and of nobody else. */
function isEachOfOne(pairs: readonly Pair[]): boolean {
  const distinct = new Set(pairs.map(keyOfPair));
  return distinct.size === new Set(pairs.map(({ viewer }) => viewer)).size;
}
