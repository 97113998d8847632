import type { Dictionary } from '../../canaries/dictionary.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { ThingId } from '../../domain/thing.ts';

type Distribute<T> = T extends unknown ? Omit<T, 'where' | 'encoding'> : never;

/** What a known value says, wherever it is seen: a sighting without its place. */
export type KnownSign = Distribute<Exclude<Sighting, { kind: 'token' | 'frame' }>>;

/** A server-given id that is too short to count everywhere. */
export type WeakId = Extract<KnownSign, { kind: 'id' }>;

/**
 * The values beside tokens by which a worker knows whose something is (the dictionary's second tier).
 * Server-given ids of at least 40 bits count anywhere, shorter ones only as the whole value of a field that
 * bears their name.
 */
export type Known = {
  weakIds(value: string): readonly WeakId[];
  hasWeakIds(): boolean;
  addId(account: AccountId, thing: ThingId | null, name: string, value: string): void;
  /** A value that several accounts carry (a load balancer's cookie) is nobody's credential. */
  addCredential(account: AccountId, name: string, value: string): void;
  addUnique(account: AccountId, field: string, value: string): void;
};

/** Adds to the scanner's dictionary what it takes; what is too short for it is kept here. */
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
    hasWeakIds: () => weak.size > 0,
    addId(account, thing, name, value) {
      const sign: WeakId = { kind: 'id', account, thing, name };
      if (!add(value, sign)) weak.set(value, [...(weak.get(value) ?? []), sign]);
    },
    addCredential(account, name, value) {
      const held = signs.get(value);
      if (held === undefined) add(value, { kind: 'credential', account, name });
      // It stays in the dictionary, but says nothing any more.
      else if (held.kind === 'credential' && held.account !== account) held.account = shared;
    },
    addUnique(account, field, value) {
      add(value, { kind: 'unique', account, field });
    },
  };
}

/** Stands in place of the account where several accounts share a value. */
export const shared: AccountId = '*';
