import { anonymous } from '../../domain/accounts/account.ts';
import type { AccountId, Role } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Case } from '../../domain/verdict/case.ts';
import { isAboutOwn } from '../../domain/ledger/deed.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { InvariantId } from '../../domain/verdict/invariant.ts';
import { type Ledger, partiesKey } from '../../domain/ledger/ledger.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import { endedAlike } from './ended-sides.ts';
import { type FirstHand, firstHandOf } from './first-hand.ts';
import { inVain, type Looks, type Pair } from './looks.ts';

export type Encounters = Looks & {
  /**
   * The same without what may have come along with something else; null where that is nothing, or everything. Who is taken
   * for somebody else makes things that are the other's, and is shown what others share with the other: whoever is shown
   * the one, and whose the other is, need not be concerned by the fault.
   * @param isMaker whether somebody may have made things as another
   */
  firstHand: (isMaker: (account: AccountId) => boolean) => FirstHand | null;
};

/** Finds both, of the cases of one cause. */
export type FindEncounters = (cases: readonly Case[]) => Encounters;

/** `isOwn`: for a thing of the viewer's. `hadAccess`: for somebody's who had let them see it for a time. */
type Look = Pair & { isOwn: boolean; hadAccess: boolean };

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
  let updatedAt = Infinity;
  for (const attempt of attempts) {
    const { surface, viewer, thing, outcome, sentAt } = attempt;
    if (attempt.phase === 'after-update') updatedAt = Math.min(updatedAt, sentAt);
    const owner = ownerOf(thing);
    const began = Math.max(since.get(viewer) ?? 0, since.get(owner ?? '') ?? 0);
    if (outcome === 'unclear' || sentAt < began || isOfOtherSide(attempt, ledger)) continue;
    const key = keyOf(surface, { ...attempt, ofThing: thing !== null });
    const there = looks.get(key) ?? new Map<string, Look>();
    looks.set(key, there);
    const isOwn = owner === viewer;
    there.set(`${viewer} ${isOwn ? 'own' : owner}`, {
      viewer,
      owner: isOwn ? null : owner,
      isOwn,
      hadAccess: owner !== null && ledger.revoked.has(partiesKey(viewer, owner)),
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
    const looked = [...distinct].flatMap(({ key, whose }) => {
      const there = [...(looks.get(key)?.values() ?? [])].filter((look) => counts[whose](look));
      return whose === 'former' ? endedAlike(there, seen, ledger, updatedAt) : there;
    });
    const asked =
      looked.some(({ owner }) => owner !== null) &&
      cases.every(({ ways }) => ways.every(({ ofThing }) => ofThing));
    const viewers = new Set(seen.map(({ viewer }) => viewer));
    const roles = new Set([...viewers].map(roleOf));
    const alike = looked.filter(({ viewer }) => roles.has(roleOf(viewer)));
    const among = { cases, seen, asked, alike, ledger };
    return {
      seen,
      asked,
      unseen: inVain(alike, seen),
      firstHand: (isMaker) => firstHandOf(among, isMaker),
    };
  };
}

/** Whether a session is from the other side of the update than what its account is told by. */
function isOfOtherSide({ viewer, session }: Attempt, ledger: Ledger): boolean {
  const told = ledger.accounts.get(viewer)?.cohort['session'];
  const phase = ledger.sessions.get(session ?? '')?.phase;
  return told !== undefined && phase !== undefined && phase !== `${told}-update`;
}

const afterRevocation: InvariantId = 'no-access-after-revocation';

/** Whose it may be that somebody looked for, where that is to be held against a case. */
const counts = {
  own: ({ owner }) => owner === null,
  others: ({ isOwn }) => !isOwn,
  former: ({ owner, hadAccess }) => owner === null || hadAccess,
  any: () => true,
} as const satisfies Record<string, (look: Look) => boolean>;

/** What is the viewer's own is another place to look, but for faults that concern just that; lockouts concern nothing else. */
function whoseCounts(
  { violation, attempts }: Case,
  ownerOf: (thing: ThingId | null) => AccountId | null,
): keyof typeof counts {
  if (violation.kind === 'lockout') return 'own';
  // Who was never let see something is refused it, whatever becomes of what has ended.
  if (violation.invariant === afterRevocation) return 'former';
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
