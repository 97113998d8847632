import { accountId } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Party } from '../../deployment/definition.ts';
import type { Core } from '../state/core.ts';
import { restoreJar } from '../http/cookies.ts';
import type { Baggage } from '../http/cookies.ts';
import { knowAccount } from './create-account.ts';
import { knowThing } from './create-thing.ts';
import { httpOf } from '../http/http-of.ts';
import { knowSession } from '../session/know-session.ts';
import { keepLink } from '../attempt/links.ts';
import { firstOf } from '../state/party.ts';
import { keepUp } from '../session/upkeep.ts';
import type { Account, HandOver, Thing } from '../state/worker-types.ts';

/** All that a worker holds, as plain JSON with its secrets. See `Worker.handOver`. */
export function handOver({ holdings, connections, links }: Core): HandOver {
  const { accounts, baggage, counters, fields, sessions, things, shares } = holdings;
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
      fields: fieldsOf(account.id),
    })),
    sessions: [...sessions.values()].flatMap(({ id, account, state, phase }) => {
      const carried = baggage.get(id);
      if (carried === undefined) return [];
      const { headers, jar, keep, origins, term } = carried;
      return [
        {
          id,
          account: account.id,
          state,
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

/** Takes over what an earlier worker of the run held. Its facts are in the history already. */
export function takeOver(core: Core, from: HandOver): void {
  const { accounts, baggage, counters, fields, sessions, things } = core.holdings;
  for (const link of from.links ?? []) keepLink(core, link);
  for (const { nextField, nextThing, nextSession, fields: names, ...told } of from.accounts) {
    const account = { ...told, party: {} };
    accounts.set(account.id, account);
    counters.set(account.id, { nextField, nextThing, nextSession });
    fields.set(account.id, new Set(names));
    knowAccount(core, account);
    for (const name of ['phone', 'dateOfBirth', 'nhsNumber'] as const) {
      if (names.includes(name))
        core.inspecting.known.addUnique(account.id, name, account.persona[name]);
    }
  }
  // Now that all are there, staff among them.
  for (const { id, party } of from.accounts) {
    const account = holder(accounts, id);
    if (Object.keys(party).length > 0)
      accounts.set(id, { ...account, party: partyOf(accounts, party) });
  }
  for (const {
    id,
    account: of,
    state,
    phase,
    jar,
    headers,
    origins,
    keep,
    term,
  } of from.sessions) {
    const account = holder(accounts, of);
    const carried: Baggage = {
      jar: restoreJar(jar),
      headers,
      origins: new Set(origins),
      frozen: state !== 'open',
      keep: keep ?? {},
      term: term ?? null,
      upkeep: null,
      worked: new Map(),
    };
    baggage.set(id, carried);
    const session = { id, account, state, phase, http: httpOf(core, carried) };
    carried.upkeep = keepUp(core, session, carried);
    sessions.set(id, session);
    knowSession(core, account, carried);
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
    knowThing(core, held);
  }
  for (const share of from.shares) {
    const thing = things.get(share.thing);
    const to = accounts.get(share.to);
    if (thing !== undefined && to !== undefined)
      core.holdings.shares.set(`${thing.id} ${to.id}`, { ...share, thing, to });
  }
}

function idsOf(party: Party): Record<string, AccountId> {
  return Object.fromEntries(Object.entries(party).map(([role, { id }]) => [role, id]));
}

/** Those that are held: what is left of a run to be removed may lack some. */
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

/** The first number that no account of a hand-over has. */
export function firstFree(accounts: ReadonlyMap<string, Account>, from: number): number {
  let number = from;
  while (accounts.has(accountId(number))) number += 1;
  return number;
}
