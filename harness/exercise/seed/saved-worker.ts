import { noteTotpStep } from '../../accounts/totp.ts';
import { accountId } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Party } from '../../deployment/views.ts';
import { restoreJar } from '../http/session-credentials.ts';
import type { SessionCredentials, CredentialStore } from '../http/session-credentials.ts';
import { knowAccount } from './create-account.ts';
import { knowThing } from './create-thing.ts';
import { httpOf } from '../http/http-of.ts';
import { knowSession } from '../session/know-session.ts';
import { keepLink } from '../attempt/links/links.ts';
import { firstOf } from '../state/party.ts';
import { keepUp } from '../session/upkeep.ts';
import { saveSession, type SavedSession } from '../session/saved-session.ts';
import type { Account, Thing } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';
import type { Network } from '../http/network.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { LinkStore, HeldLink } from '../attempt/links/held-links.ts';
import {
  saveAccount,
  saveShare,
  saveThing,
  type SavedAccount,
  type SavedShare,
  type SavedThing,
} from './saved-items.ts';

/**
 * Everything that the next worker of a run takes over: accounts with their secrets, sessions, things, shares and links.
 * It is plain JSON, and secrets.json keeps it between the phases.
 */
export type SavedWorker = {
  /** The definition's `headers`. Absent in secrets of earlier versions. */
  headers?: Readonly<Record<string, string>>;
  accounts: readonly SavedAccount[];
  sessions: readonly SavedSession[];
  things: readonly SavedThing[];
  /** All shares. Those that ended are included, because they must stay ended after the update. */
  shares: readonly SavedShare[];
  /** Addresses that owners were given, to be tried after they have expired. Absent in secrets of earlier versions. */
  links?: readonly HeldLink[];
};

/** Gives everything that a worker holds, with its secrets, as plain JSON. See `Worker.handOver`. */
export function saveWorker(
  worker: Holder & CredentialStore & LinkStore & Pick<Network, 'connections'>,
): SavedWorker {
  const { accounts, sessions, things, shares } = worker.holdings;
  return {
    headers: worker.connections.headers,
    accounts: [...accounts.values()].map((account) => saveAccount(worker, account)),
    sessions: [...sessions.values()].flatMap((session) => saveSession(worker, session) ?? []),
    things: [...things.values()].map((thing) => saveThing(worker, thing)),
    shares: [...shares.values()].map(saveShare),
    links: [...worker.links.first.values()],
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
      later: new Set(),
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
