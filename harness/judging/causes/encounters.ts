import { anonymous } from '../../domain/account.ts';
import type { AccountId, Role } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Case } from '../../domain/case.ts';
import { isAboutOwn } from '../../domain/deed.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Ledger } from '../../domain/ledger.ts';
import type { ThingId } from '../../domain/thing.ts';

/** A viewer, and whose it was; null: nobody's in particular, somebody's whom the run does not know, or the viewer's own. */
export type Pair = { viewer: AccountId; owner: AccountId | null };

/** Who saw something by the faults of some cases, and who looked in the same ways and saw nothing. */
export type Encounters = {
  seen: readonly Pair[];
  unseen: readonly Pair[];
  /** Some asked for a certain owner's: who looked for whose is known. Else there were lists alone. */
  asked: boolean;
  /** The same without what may have been handed on; null: nothing, or everything, may have been. */
  direct: Direct | null;
};

/**
 * Who saw what others had not handed on. Who is taken for somebody else makes things that are the other's: whoever is
 * shown these need not be concerned by the fault. `makers`: who made them.
 */
export type Direct = Omit<Encounters, 'direct'> & { makers: ReadonlySet<AccountId> };

/** Finds both, of the cases of one cause. */
export type FindEncounters = (cases: readonly Case[]) => Encounters;

/** `isOwn`: for a thing of the viewer's. */
type Look = Pair & { isOwn: boolean };

/** The way in which an attempt asked: only who asked in the same way could have seen the same. */
type Asked = Pick<Attempt, 'variant' | 'sessionState' | 'phase'> & {
  probe?: string | null;
  ofThing: boolean;
};

/**
 * Notes who looked where, from all attempts with a clear answer. What an account tried before it did what makes it what
 * it is (`became`) says nothing of its kind.
 */
export function findEncounters(
  attempts: Iterable<Attempt>,
  ledger: Ledger,
  facts: readonly Fact[],
): FindEncounters {
  const since = whenTheyBecame(facts);
  const looks = new Map<string, Map<string, Look>>();
  const ownerOf = (thing: ThingId | null): AccountId | null =>
    thing === null ? null : (ledger.things.get(thing)?.owner ?? null);
  for (const attempt of attempts) {
    const { surface, viewer, thing, outcome, sentAt } = attempt;
    const owner = ownerOf(thing);
    const began = Math.max(since.get(viewer) ?? 0, since.get(owner ?? '') ?? 0);
    if (outcome === 'unclear' || sentAt < began) continue;
    const key = keyOf(surface, { ...attempt, ofThing: thing !== null });
    const there = looks.get(key) ?? new Map<string, Look>();
    looks.set(key, there);
    const isOwn = owner === viewer;
    there.set(`${viewer} ${isOwn ? 'own' : owner}`, {
      viewer,
      owner: isOwn ? null : owner,
      isOwn,
    });
  }
  const roleOf = (id: AccountId): Role => ledger.accounts.get(id)?.role ?? anonymous;
  return (cases) => {
    const seen = cases.flatMap(pairsSeen);
    const wanted = cases.flatMap((item) => {
      const whose = whoseCounts(item, ownerOf);
      return item.ways.map(({ side, ...way }) => ({
        key: keyOf(item.violation.surface, { ...way, phase: side }),
        whose,
      }));
    });
    // Cases are many, and their ways few.
    const distinct = new Map(wanted.map((one) => [`${one.whose} ${one.key}`, one])).values();
    const looked = [...distinct].flatMap(({ key, whose }) =>
      [...(looks.get(key)?.values() ?? [])].filter((look) => counts[whose](look)),
    );
    const asked = looked.some(({ owner }) => owner !== null);
    const roles = new Set(seen.map(({ viewer }) => roleOf(viewer)));
    const alike = looked.filter(({ viewer }) => roles.has(roleOf(viewer)));
    const { handedOn, makers } = handedOnIn(cases, new Set(seen.map(({ viewer }) => viewer)));
    const firstHand = seen.filter((pair) => !handedOn.has(keyOfPair(pair)));
    const isSplit = firstHand.length > 0 && firstHand.length < seen.length;
    return {
      seen,
      asked,
      unseen: inVain(alike, seen),
      direct: isSplit
        ? {
            seen: firstHand,
            asked,
            // What was handed on shows neither that the fault concerns somebody, nor that it does not.
            unseen: inVain(alike, firstHand).filter((pair) => !handedOn.has(keyOfPair(pair))),
            makers,
          }
        : null,
    };
  };
}

/** Who looked and did not see it. */
function inVain(looked: readonly Pair[], seen: readonly Pair[]): Pair[] {
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

/** The pairs of which all that was seen stood in what some of `viewers` had made, who are themselves shown what is others'. */
function handedOnIn(
  cases: readonly Case[],
  viewers: ReadonlySet<AccountId>,
): { handedOn: ReadonlySet<string>; makers: ReadonlySet<AccountId> } {
  const handedOn = new Set<string>();
  const firstHand = new Set<string>();
  const makers = new Set<AccountId>();
  for (const { viewer, owners, within } of cases.flatMap(({ received }) => received))
    for (const owner of owners) {
      const by = within.get(owner);
      const isHandedOn = by !== undefined && by.isSubsetOf(viewers);
      (isHandedOn ? handedOn : firstHand).add(keyOfPair({ viewer, owner }));
      for (const maker of isHandedOn ? by : []) makers.add(maker);
    }
  return { handedOn: handedOn.difference(firstHand), makers };
}

/** Whose it may be that somebody looked for, where that is to be held against a case. */
const counts = {
  own: ({ owner }) => owner === null,
  others: ({ isOwn }) => !isOwn,
  any: () => true,
} as const satisfies Record<string, (look: Look) => boolean>;

/** What is the viewer's own is another place to look, but for faults that concern just that; lockouts concern nothing else. */
function whoseCounts(
  { violation, attempts }: Case,
  ownerOf: (thing: ThingId | null) => AccountId | null,
): keyof typeof counts {
  if (violation.kind === 'lockout') return 'own';
  const isOwn = attempts.some(({ thing, viewer }) => ownerOf(thing) === viewer);
  return isOwn || isAboutOwn(violation) ? 'any' : 'others';
}

function whenTheyBecame(facts: readonly Fact[]): ReadonlyMap<AccountId, number> {
  const since = new Map<AccountId, number>();
  for (const fact of facts)
    if (fact.fact === 'became')
      since.set(fact.account, Math.max(fact.at, since.get(fact.account) ?? 0));
  return since;
}

/** Who received whose; else who did it, as far as its evidence was kept, to whom. */
function pairsSeen({ violation, received, attempts }: Case): Pair[] {
  if (received.length > 0)
    return received.flatMap(({ viewer, owners }) => owners.map((owner) => ({ viewer, owner })));
  const { owner, viewer } = violation;
  const whose = owner === null || owner.account === viewer.account ? null : owner.account;
  return [viewer.account, ...attempts.map((attempt) => attempt.viewer)].map((account) => ({
    viewer: account,
    owner: whose,
  }));
}

function keyOf(surface: string, { probe, ofThing, variant, sessionState, phase }: Asked): string {
  return JSON.stringify([surface, probe ?? null, ofThing, variant, sessionState, phase]);
}

export function keyOfPair({ viewer, owner }: Pair): string {
  return `${viewer} ${owner}`;
}
