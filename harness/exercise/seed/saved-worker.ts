import { lastTotpStep, noteTotpStep } from '../../accounts/totp.ts';
import { accountId } from '../../domain/account.ts';
import type { AccountId, Role } from '../../domain/account.ts';
import type { Party } from '../../deployment/views.ts';
import { restoreJar } from '../http/session-credentials.ts';
import type { SessionCredentials, CredentialStore } from '../http/session-credentials.ts';
import { knowAccount } from './create-account.ts';
import { knowThing } from './create-thing.ts';
import { httpOf } from '../http/http-of.ts';
import { knowSession } from '../session/know-session.ts';
import { keepLink } from '../attempt/links.ts';
import { firstOf } from '../state/party.ts';
import { keepUp } from '../session/upkeep.ts';
import type { Account, Thing, Share } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';
import type { Network } from '../http/network.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { LinkStore, HeldLink } from '../attempt/held-links.ts';
import type { SessionState } from '../../domain/attempt.ts';
import type { Phase } from '../../domain/phase.ts';
import type { ThingId } from '../../domain/thing.ts';

/**
 * Everything that the next worker of a run takes over: accounts with their secrets, sessions, things, shares and links.
 * It is plain JSON, and secrets.json keeps it between the phases.
 */
export type SavedWorker = {
  /** The definition's `headers`. Absent in secrets of earlier versions. */
  headers?: Readonly<Record<string, string>>;
  accounts: readonly (Omit<Account, 'party'> & {
    party: Readonly<Record<Role, AccountId>>;
    /** The next free field number for tokens of the account. */
    nextField: number;
    nextThing: number;
    nextSession: number;
    /** The last time step whose code was given, where the account has a `totpSecret`. Default: none was. */
    totpStep?: number;
    /**
     * Names of the fields planted in the account's own details. Later accounts are entitled to see them field by field.
     */
    fields: readonly string[];
  })[];
  sessions: readonly {
    id: string;
    account: AccountId;
    state: SessionState;
    /** See `Session`. */
    livesUntil?: number;
    phase: Phase;
    /** tough-cookie's serialised jar. */
    jar: unknown;
    headers: Readonly<Record<string, string>>;
    /** Origins that may receive the headers. */
    origins: readonly string[];
    /** See `SessionCredentials`. Absent in secrets of earlier versions, as is `term`. */
    keep?: Readonly<Record<string, string>>;
    term?: { renewAt: number; expiresAt: number } | null;
  }[];
  things: readonly {
    id: string;
    owner: AccountId;
    party: Readonly<Record<Role, AccountId>>;
    ids: Readonly<Record<string, string>>;
    phase: Phase;
    fields: readonly string[];
  }[];
  /** All shares. Those that ended are included, because they must stay ended after the update. */
  shares: readonly (Omit<Share, 'thing' | 'to'> & { thing: ThingId; to: AccountId })[];
  /** Addresses that owners were given, to be tried after they have expired. Absent in secrets of earlier versions. */
  links?: readonly HeldLink[];
};

/** Gives everything that a worker holds, with its secrets, as plain JSON. See `Worker.handOver`. */
export function saveWorker({
  holdings,
  sessionCredentials,
  connections,
  links,
}: Holder & CredentialStore & LinkStore & Pick<Network, 'connections'>): SavedWorker {
  const { accounts, counters, fields, sessions, things, shares } = holdings;
  const fieldsOf = (id: string): string[] => [...(fields.get(id) ?? [])];
  return {
    headers: connections.headers,
    accounts: [...accounts.values()].map((account) => ({
      ...account,
      party: idsOf(account.party),
      nextField: 0,
      nextThing: 1,
      nextSession: 1,
      ...counters.get(account.id),
      totpStep: stepOf(account),
      fields: fieldsOf(account.id),
    })),
    sessions: [...sessions.values()].flatMap(({ id, account, state, livesUntil, phase }) => {
      const carried = sessionCredentials.get(id);
      if (carried === undefined) return [];
      const { headers, jar, keep, origins, term } = carried;
      return [
        {
          id,
          account: account.id,
          state,
          livesUntil,
          phase,
          jar: jar.serializeSync(),
          headers,
          origins: [...origins],
          keep,
          term,
        },
      ];
    }),
    things: [...things.values()].map(({ id, owner, party, ids, phase }) => ({
      id,
      owner: owner.id,
      party: idsOf(party),
      ids,
      phase,
      fields: fieldsOf(id),
    })),
    shares: [...shares.values()].map(({ thing, to, ...rest }) => ({
      ...rest,
      thing: thing.id,
      to: to.id,
    })),
    links: [...links.first.values()],
  };
}

/** Takes over everything that an earlier worker of the run held. The history has the facts about it already. */
export function restoreWorker(worker: SessionMaking & LinkStore, from: SavedWorker): void {
  const { accounts, counters, fields, sessions, things } = worker.holdings;
  for (const link of from.links ?? []) keepLink(worker, link);
  for (const { nextField, nextThing, nextSession, totpStep, ...rest } of from.accounts) {
    const { fields: names, ...told } = rest;
    const account = { ...told, party: {} };
    const secret = account.credentials['totpSecret'];
    if (secret !== undefined && totpStep !== undefined) noteTotpStep(secret, totpStep);
    accounts.set(account.id, account);
    counters.set(account.id, { nextField, nextThing, nextSession });
    fields.set(account.id, new Set(names));
    knowAccount(worker, account);
    for (const name of ['phone', 'dateOfBirth', 'nhsNumber'] as const) {
      if (names.includes(name))
        worker.inspecting.known.addUnique(account.id, name, account.persona[name]);
    }
  }
  // Parties are set in a second pass, because a party refers to other accounts.
  for (const { id, party } of from.accounts) {
    const account = holder(accounts, id);
    if (Object.keys(party).length > 0)
      accounts.set(id, { ...account, party: partyOf(accounts, party) });
  }
  for (const {
    id,
    account: of,
    state,
    livesUntil,
    phase,
    jar,
    headers,
    origins,
    keep,
    term,
  } of from.sessions) {
    const account = holder(accounts, of);
    const carried: SessionCredentials = {
      jar: restoreJar(jar),
      headers,
      origins: new Set(origins),
      frozen: state !== 'open',
      keep: keep ?? {},
      term: term ?? null,
      upkeep: null,
      worked: new Map(),
    };
    worker.sessionCredentials.set(id, carried);
    const session = { id, account, state, livesUntil, phase, http: httpOf(worker, carried) };
    carried.upkeep = keepUp(worker, session, carried);
    sessions.set(id, session);
    knowSession(worker, account, carried);
  }
  for (const { owner, party: ids, fields: names, ...rest } of from.things) {
    const party = partyOf(accounts, ids);
    const held: Thing = {
      ...rest,
      owner: holder(accounts, owner),
      party,
      staff: firstOf(party),
    };
    things.set(held.id, held);
    fields.set(held.id, new Set(names));
    knowThing(worker, held);
  }
  for (const share of from.shares) {
    const thing = things.get(share.thing);
    const to = accounts.get(share.to);
    if (thing !== undefined && to !== undefined)
      worker.holdings.shares.set(`${thing.id} ${to.id}`, { ...share, thing, to });
  }
}

function stepOf({ hasSecondFactor, credentials }: Account): number | undefined {
  const secret = hasSecondFactor ? credentials['totpSecret'] : undefined;
  return secret === undefined ? undefined : lastTotpStep(secret);
}

function idsOf(party: Party): Record<string, AccountId> {
  return Object.fromEntries(Object.entries(party).map(([role, { id }]) => [role, id]));
}

/** The members of a party that are held. When the rest of a run is removed, some may be gone already. */
function partyOf(
  accounts: ReadonlyMap<AccountId, Account>,
  ids: Readonly<Record<string, AccountId>>,
): Party {
  return Object.fromEntries(
    Object.entries(ids).flatMap(([role, id]) => {
      const member = accounts.get(id);
      return member === undefined ? [] : [[role, member]];
    }),
  );
}

function holder(accounts: ReadonlyMap<string, Account>, id: string): Account {
  const account = accounts.get(id);
  if (account === undefined)
    throw new Error(`what was handed over names ${id}, but does not hold it`);
  return account;
}

/** The first number from `from` on that no account has. */
export function firstFree(accounts: ReadonlyMap<string, Account>, from: number): number {
  let number = from;
  while (accounts.has(accountId(number))) number += 1;
  return number;
}
