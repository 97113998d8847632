import type { AccountId } from '../../domain/accounts/account.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import type { Account, Session, Share, Thing } from './held.ts';
import type { Journal } from './journal.ts';

/** The next free number of an account for each kind of thing that is numbered. */
export type Counters = { nextField: number; nextThing: number; nextSession: number };

/** The accounts, sessions, things and shares that a worker has made. */
export type Holdings = {
  accounts: Map<AccountId, Account>;
  counters: Map<AccountId, Counters>;
  sessions: Map<string, Session>;
  things: Map<ThingId, Thing>;
  /** Key: the ids of the thing and of the account that it is shared with. */
  shares: Map<string, Share>;
  /** Names of the planted fields. Key: the id of the account (for its own details) or of the thing. */
  fields: Map<string, Set<string>>;
};

/** The role of a worker that keeps what it has made. */
export type Holder = {
  holdings: Holdings;
  /** What is made, on disk before it is made. */
  journal: Journal;
};

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

/** Returns the account's next free number of a kind, and marks it as used. */
export function takeNumber(holdings: Holdings, account: AccountId, kind: keyof Counters): number {
  const counters = holdings.counters.get(account) ?? { nextField: 0, nextThing: 1, nextSession: 1 };
  holdings.counters.set(account, counters);
  const number = counters[kind];
  counters[kind] += 1;
  return number;
}

/** Records that a field of an account or thing was planted. Returns false when it had been recorded before. */
export function addField(holdings: Holdings, of: string, name: string): boolean {
  const names = holdings.fields.get(of) ?? new Set();
  holdings.fields.set(of, names);
  if (names.has(name)) return false;
  names.add(name);
  return true;
}
