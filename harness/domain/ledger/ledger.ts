import { accountId, type AccountId, type Cohort, type Role } from '../accounts/account.ts';
import type { Carrier } from '../accounts/carrier.ts';
import type { Fact, FactOf, IdDigests } from './fact.ts';
import { leaveOutContested, ownersOfUnfinished, sameAccount } from './ledger-parts.ts';
import { formerIdKey, idDigest } from './id-digest.ts';
import { inOrder } from '../in-order.ts';
import type { Phase } from '../phase.ts';
import type { Plan } from '../plan.ts';
import type { TokenContent } from '../attempts/sighting.ts';
import type { Ids, ThingId } from './thing.ts';

export type LedgerAccount = {
  id: AccountId;
  number: number;
  role: Role;
  cohort: Cohort;
  phase: Phase;
  ids: Ids;
  secondFactor: boolean;
  createdAt: number;
  /** Null while it is on the deployment. */
  removedAt: number | null;
};

export type LedgerThing = {
  id: ThingId;
  owner: AccountId;
  phase: Phase;
  /** With those that it got later. */
  ids: Ids;
  createdAt: number;
  /** Absent while it is there. */
  removedAt?: number;
};

/** What was planted in a field; `name` in words. */
export type LedgerField = {
  account: AccountId;
  name: string;
  thing: ThingId | null;
  carrier: Carrier;
};

export type LedgerSession = {
  id: string;
  account: AccountId;
  phase: Phase;
  openedAt: number;
  /** Null while it is open; in between it is changing. `at`: it must have ended by then. */
  signedOut: { from: number; at: number } | null;
  /** When it had been found expired and was renewed, in the order of time. */
  revivedAt: readonly number[];
};

/**
 * A server-given id as the ledger knows it. `since`: when it was recorded. `counted`: a number, of which each kind of
 * thing has its own: consultation 41 is not patient 41.
 */
export type KnownId = { name: string; digest: string; since: number; counted: boolean };

/** Whose an id is; `thing` null where it is the account's own. */
export type Holder = { owner: AccountId; thing: ThingId | null };

/**
 * Ground truth, derived from recorded facts alone: who owns what, and who else may see it, from when to
 * when. Ask it through `ownerOfToken`, `holdersOf` and `mayView`.
 */
export type Ledger = {
  run: number;
  accounts: ReadonlyMap<AccountId, LedgerAccount>;
  things: ReadonlyMap<ThingId, LedgerThing>;
  thingsOf: ReadonlyMap<AccountId, readonly LedgerThing[]>;
  /** Accounts that are older than the run (of a pool), each with the earlier runs that had it. */
  formerly: ReadonlyMap<AccountId, ReadonlySet<number>>;
  /** Whose tokens of earlier runs are, by `formerKey`. */
  formerNumbers: ReadonlyMap<string, AccountId>;
  /** By `fieldKey`. */
  fields: ReadonlyMap<string, LedgerField>;
  sessions: ReadonlyMap<string, LedgerSession>;
  /** Ids by what they belong to, an account or a thing. */
  ids: ReadonlyMap<string, readonly KnownId[]>;
  /** Who has an id, by its digest. Several may: a clinician's id stands in many consultations. */
  holders: ReadonlyMap<string, readonly Holder[]>;
  /** Entitlements and revocations by `partiesKey`, in the order of time. */
  entitled: ReadonlyMap<string, readonly FactOf<'entitled'>[]>;
  revoked: ReadonlyMap<string, readonly FactOf<'revoked'>[]>;
  /**
   * Owners of things in which something was planted, but whose creation is not recorded: it failed, or is
   * under way. Which staff may see them, nobody has said.
   */
  unfinished: ReadonlySet<AccountId>;
  /** Things that only serve to try writes on: whoever sees them may. They are among `things`, and not in `thingsOf`. */
  contested: ReadonlySet<ThingId>;
  /** Facts that cannot all be true, in words. Each makes the run inconclusive; the earliest one counts. */
  contradictions: readonly string[];
};

/** Key of a planted field: account and field number, as a token carries them. */
export function fieldKey(account: AccountId, field: number): string {
  return `${account} ${field}`;
}

/** Key of what one viewer may see of one owner's. */
export function partiesKey(viewer: AccountId | '*', owner: AccountId): string {
  return `${viewer} ${owner}`;
}

function formerKey(run: number, number: number): string {
  return `${run} ${number}`;
}

/**
 * The account a token names. That of an earlier run is an account's whose lease says that it was given it then.
 * Null where this run does not know it, so that it is somebody unknown's.
 */
export function ownerOfToken(ledger: Ledger, token: TokenContent): AccountId | null {
  const account =
    token.run === ledger.run
      ? accountId(token.account)
      : (ledger.formerNumbers.get(formerKey(token.run, token.account)) ?? '');
  return ledger.accounts.has(account) ? account : null;
}

/** Derives the ledger. The order of the facts is irrelevant: they are taken in the order of their times. */
export function deriveLedger(plan: Pick<Plan, 'run'>, facts: readonly Fact[]): Ledger {
  const accounts = new Map<AccountId, LedgerAccount>();
  const things = new Map<ThingId, LedgerThing>();
  const thingsOf = new Map<AccountId, LedgerThing[]>();
  const fields = new Map<string, LedgerField>();
  const sessions = new Map<string, LedgerSession>();
  const ids = new Map<string, KnownId[]>();
  const holders = new Map<string, Holder[]>();
  const formerly = new Map<AccountId, Set<number>>();
  const formerNumbers = new Map<string, AccountId>();
  const entitled = new Map<string, FactOf<'entitled'>[]>();
  const revoked = new Map<string, FactOf<'revoked'>[]>();
  const contested = new Set<ThingId>();
  const contradictions = new Set<string>();

  const learnIds = (
    of: string,
    { ids: given, digests, at: since }: { ids: Ids; digests?: IdDigests; at: number },
    holder: Holder,
  ): void => {
    for (const [name, value] of Object.entries(given)) {
      const digest = digests?.[name] ?? idDigest(formerIdKey(plan.run), value);
      const known = listAt(ids, of);
      if (known.some((id) => id.name === name && id.digest === digest)) continue;
      known.push({ name, digest, since, counted: /^\d{1,11}$/.test(value) });
      listAt(holders, digest).push(holder);
    }
  };

  const learn = (fact: Fact): void => {
    switch (fact.fact) {
      case 'account-created': {
        const { account: id, number, role, cohort, phase, secondFactor, at } = fact;
        const known = accounts.get(id);
        if (id !== accountId(number) || (known !== undefined && !sameAccount(known, fact))) {
          contradictions.add(`what was recorded of account ${id} contradicts itself`);
          if (known !== undefined) return;
        }
        accounts.set(id, {
          id,
          number,
          role,
          cohort,
          phase,
          secondFactor,
          ids: { ...known?.ids, ...fact.ids },
          createdAt: known?.createdAt ?? at,
          removedAt: known?.removedAt ?? null,
        });
        return learnIds(id, fact, { owner: id, thing: null });
      }
      case 'formerly': {
        const { account, runs } = fact;
        const known = formerly.get(account) ?? new Set();
        formerly.set(account, known);
        for (const { run, number } of runs) {
          known.add(run);
          const holder = formerNumbers.get(formerKey(run, number)) ?? account;
          formerNumbers.set(formerKey(run, number), holder);
          if (holder !== account)
            contradictions.add(
              `${holder} and ${account} are said to be one account of an earlier run`,
            );
        }
        return undefined;
      }
      case 'thing-created': {
        const { thing: id, owner, phase, at } = fact;
        const known = things.get(id);
        if (!accounts.has(owner))
          contradictions.add(`thing ${id} belongs to ${owner}, who was not created`);
        if (known !== undefined && known.owner !== owner) {
          contradictions.add(`thing ${id} is recorded as ${known.owner}'s and as ${owner}'s`);
          return undefined;
        }
        if (known !== undefined) known.ids = { ...known.ids, ...fact.ids };
        else {
          const thing: LedgerThing = { id, owner, phase, ids: fact.ids, createdAt: at };
          things.set(id, thing);
          listAt(thingsOf, owner).push(thing);
        }
        return learnIds(id, fact, { owner, thing: id });
      }
      case 'field-planted': {
        const { account, field, name, thing, carrier } = fact;
        if (field === null) return undefined;
        const known = fields.get(fieldKey(account, field));
        if (known === undefined)
          fields.set(fieldKey(account, field), { account, name, thing, carrier });
        else if (known.name !== name || known.thing !== thing) {
          contradictions.add(`field ${field} of ${account} was planted as two things`);
        }
        return undefined;
      }
      case 'signed-in': {
        const { session: id, account, phase, at } = fact;
        const known = sessions.get(id);
        if (known === undefined)
          sessions.set(id, { id, account, phase, openedAt: at, signedOut: null, revivedAt: [] });
        else if (known.account !== account)
          contradictions.add(`session ${id} is recorded for two accounts`);
        return undefined;
      }
      case 'signed-out': {
        const known = sessions.get(fact.session);
        if (known === undefined)
          contradictions.add(`session ${fact.session} was signed out, but never opened`);
        else {
          const at = Math.max(fact.at, fact.livesUntil ?? fact.at);
          known.signedOut ??= { from: Math.min(fact.from, fact.at), at };
        }
        return undefined;
      }
      case 'session-renewed': {
        const known = sessions.get(fact.session);
        if (known !== undefined && fact.expired === true)
          sessions.set(known.id, { ...known, revivedAt: [...known.revivedAt, fact.at] });
        return undefined;
      }
      case 'removed': {
        const account = accounts.get(fact.account);
        const thing = fact.thing === undefined ? undefined : things.get(fact.thing);
        if (thing !== undefined) thing.removedAt ??= fact.at;
        else if (fact.thing === undefined && account !== undefined) account.removedAt ??= fact.at;
        return undefined;
      }
      case 'contested':
        contested.add(fact.thing);
        return undefined;
      case 'entitled':
        listAt(entitled, partiesKey(fact.viewer, fact.owner)).push(fact);
        return undefined;
      case 'revoked':
        listAt(revoked, partiesKey(fact.viewer, fact.owner)).push(fact);
        return undefined;
      default:
        return undefined;
    }
  };

  for (const fact of inOrder(facts, rankOf)) learn(fact);
  const unfinished = ownersOfUnfinished(
    fields.values(),
    (id) => things.has(id) || contested.has(id),
  );
  leaveOutContested(thingsOf, contested);
  return {
    run: plan.run,
    accounts,
    things,
    thingsOf,
    formerly,
    formerNumbers,
    fields,
    sessions,
    ids,
    holders,
    entitled,
    revoked,
    unfinished,
    contested,
    contradictions: [...contradictions].sort(),
  };
}

/** Of facts of one moment, those that others refer to come first. */
function rankOf({ fact }: Fact): number {
  const first = ['account-created', 'thing-created', 'signed-in'].indexOf(fact);
  return first < 0 ? 3 : first;
}

function listAt<Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
