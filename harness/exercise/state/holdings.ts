import type { AccountId } from '../../domain/account.ts';
import type { ThingId } from '../../domain/thing.ts';
import type { Account, Session, Share, Thing } from './held.ts';

/** The next free numbers of an account. */
export type Counters = { nextField: number; nextThing: number; nextSession: number };

/** The accounts, sessions, things and shares that a worker has made. */
export type Holdings = {
  accounts: Map<AccountId, Account>;
  counters: Map<AccountId, Counters>;
  sessions: Map<string, Session>;
  things: Map<ThingId, Thing>;
  /** By thing and account. */
  shares: Map<string, Share>;
  /** Names of the fields planted, by the account (its own details) or thing that they are of. */
  fields: Map<string, Set<string>>;
};

/** Keeps what the worker has made. */
export type Holder = { holdings: Holdings };

export function createHoldings(): Holdings {
  return {
    accounts: new Map(),
    counters: new Map(),
    sessions: new Map(),
    things: new Map(),
    shares: new Map(),
    fields: new Map(),
  };
}

/** Takes the account's next number of a kind. */
export function takeNumber(holdings: Holdings, account: AccountId, kind: keyof Counters): number {
  const counters = holdings.counters.get(account) ?? { nextField: 0, nextThing: 1, nextSession: 1 };
  holdings.counters.set(account, counters);
  const number = counters[kind];
  counters[kind] += 1;
  return number;
}

/** Remembers that a field of an account's or thing's was planted; false where it was known already. */
export function addField(holdings: Holdings, of: string, name: string): boolean {
  const names = holdings.fields.get(of) ?? new Set();
  holdings.fields.set(of, names);
  if (names.has(name)) return false;
  names.add(name);
  return true;
}
