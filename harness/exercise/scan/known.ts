import type { Dictionary } from '../../canaries/dictionary.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import type { KnownClaims } from './known-claims.ts';

type Distribute<T> = T extends unknown ? Omit<T, 'where' | 'encoding'> : never;

/** What it means when a known value is seen: a sighting without its place. */
export type KnownSign = Distribute<Exclude<Sighting, { kind: 'token' | 'frame' }>>;

/** A server-given id that is too short to be recognised anywhere in a text. */
export type WeakId = Extract<KnownSign, { kind: 'id' }>;

/**
 * The values other than tokens by which a worker recognises an owner: server-given ids, credentials and unique values.
 * An id of at least 40 bits counts anywhere in a text. A shorter id counts only as the whole value of a field that
 * has the id's name.
 */
export type Known = {
  weakIds(value: string): readonly WeakId[];
  hasWeakIds(): boolean;
  /** Whether a whole text is a value that is recognised anywhere. */
  holds(value: string): boolean;
  /** What is known of the claims by which JWTs name accounts. */
  claims: KnownClaims;
  addId(account: AccountId, thing: ThingId | null, name: string, value: string): void;
  /** A value that several accounts hold, such as a load balancer's cookie, is no longer counted as a credential. */
  addCredential(account: AccountId, name: string, value: string): void;
  addUnique(account: AccountId, field: string, value: string): void;
};

/** Adds values to the scanner's dictionary, and keeps ids that are too short for the dictionary as weak ids. */
export function createKnown(dictionary: Pick<Dictionary<KnownSign>, 'add'>): Known {
  const signs = new Map<string, KnownSign>();
  const weak = new Map<string, WeakId[]>();
  const add = (value: string, sign: KnownSign): boolean => {
    if (signs.has(value)) return true;
    const taken = dictionary.add({ kind: sign.kind, ref: sign, value });
    if (taken) signs.set(value, sign);
    return taken;
  };
  return {
    weakIds: (value) => weak.get(value) ?? [],
    holds: (value) => signs.has(value),
    claims: new Map(),
    hasWeakIds: () => weak.size > 0,
    addId(account, thing, name, value) {
      const sign: WeakId = { kind: 'id', account, thing, name };
      if (!add(value, sign)) weak.set(value, [...(weak.get(value) ?? []), sign]);
    },
    addCredential(account, name, value) {
      const held = signs.get(value);
      if (held === undefined) add(value, { kind: 'credential', account, name });
      // The value stays in the dictionary, but `withoutEchoes` drops its sightings.
      else if (held.kind === 'credential' && held.account !== account) held.account = shared;
    },
    addUnique(account, field, value) {
      add(value, { kind: 'unique', account, field });
    },
  };
}

/** Stands in place of the account's id in the sign of a value that several accounts hold. */
export const shared: AccountId = '*';
