import { describeCohort } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import { compareText } from '../../domain/in-order.ts';
import { partiesKey } from '../../domain/ledger/ledger.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isUnreached } from '../evidence/surfaces/reach.ts';

/**
 * What somebody can ask for: the ids of a thing with its owner's, or of an account alone. `from` and `until`: when it was
 * there, in milliseconds since the epoch.
 */
type Claim = { owner: AccountId; ids: Ids; from: number; until: number };

/**
 * Surfaces at which two owners' own have the same address, or that are to show both by the same id: nobody can tell
 * there whose it is, so that a refusal or a grant says nothing. The definition may have returned the wrong id, or
 * the deployment given one twice: either way a gap, never a pass. Ids that many have (a clinic's, beside the
 * consultation's) are none, as long as another tells the owners apart; nor is what staff are known by, nor an id that was
 * given again once what had it was removed.
 */
export function findSharedIds(evidence: ExaminedEvidence): Gap[] {
  const { ledger, plan } = evidence;
  const claims = claimsOf(ledger);
  const staffIds = new Set(
    [...ledger.accounts.values()].flatMap(({ role, ids }) =>
      role === 'patient' ? [] : Object.values(ids),
    ),
  );
  return plan.surfaces
    .filter((surface) => !isUnreached(evidence, surface))
    .flatMap((surface) =>
      addressesOf(surface).flatMap((names) => {
        const pairs = sharing(ledger, claims, names, staffIds);
        const [first] = pairs;
        if (first === undefined) return [];
        return [
          { surface: surface.id, who: null, why: inWords(ledger, names, first, pairs.length) },
        ];
      }),
    );
}

function addressesOf({ needs, shows }: SurfaceInfo): (readonly string[])[] {
  return [needs, shows === undefined ? [] : [shows]].filter((names) => names.length > 0);
}

function claimsOf({ accounts, things }: Ledger): Claim[] {
  const patients = [...accounts.values()].filter(({ role }) => role === 'patient');
  const owners = new Map(patients.map((account) => [account.id, account]));
  return [
    ...patients.map(({ id, ids, createdAt, removedAt }) => ({
      owner: id,
      ids,
      from: createdAt,
      until: removedAt ?? Infinity,
    })),
    ...[...things.values()].flatMap(
      ({ owner, ids, createdAt: from, removedAt: until = Infinity }) => {
        const account = owners.get(owner);
        return account === undefined
          ? []
          : [{ owner, ids: { ...account.ids, ...ids }, from, until }];
      },
    ),
  ];
}

type Pair = readonly [AccountId, AccountId];

/** Owners whose claims are the same in these ids at the same time, each with the first who has them. */
function sharing(
  ledger: Ledger,
  claims: readonly Claim[],
  names: readonly string[],
  staffIds: ReadonlySet<string>,
): Pair[] {
  const known = new Map<string, Claim[]>();
  const pairs = new Map<string, Pair>();
  for (const claim of claims) {
    const { owner, ids } = claim;
    const values = names.map((name) => (Object.hasOwn(ids, name) ? (ids[name] ?? null) : null));
    if (values.includes(null) || values.every((value) => staffIds.has(value ?? ''))) continue;
    const key = keyOf(...values);
    const others = known.get(key) ?? [];
    known.set(key, [...others, claim]);
    const first = others.find(
      (other) =>
        other.owner !== owner &&
        other.from < claim.until &&
        claim.from < other.until &&
        !areLinked(ledger, other.owner, owner),
    );
    if (first !== undefined) pairs.set(keyOf(first.owner, owner), [first.owner, owner]);
  }
  return [...pairs.values()].sort(([a, b], [x, y]) => compareText(a, x) || compareText(b, y));
}

/** A guardian may know a child by the child's own id. */
function areLinked({ entitled }: Ledger, one: AccountId, other: AccountId): boolean {
  return entitled.has(partiesKey(one, other)) || entitled.has(partiesKey(other, one));
}

function inWords(
  ledger: Ledger,
  names: readonly string[],
  [one, other]: Pair,
  count: number,
): string {
  const who = (id: AccountId) => `${id} (${describeCohort(ledger.accounts.get(id)?.cohort ?? {})})`;
  const more = count > 1 ? `, and ${count - 1} other ${count === 2 ? 'pair' : 'pairs'}` : '';
  return (
    `two owners, ${who(one)} and ${who(other)}${more}, were given the same id ${names.join(' and ')}, so that nobody can tell whose it is ` +
    `(let accounts.create, consultations.create and actions return the id of what they have just created; if they do, the deployment gives one id twice)`
  );
}
