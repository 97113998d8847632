import { characterAt, characterBefore } from './escapes.ts';
import type { Escape } from './escapes.ts';
import { countsAnywhere } from './estimate-bits.ts';
import { numbersAround } from './digit-groups.ts';
import { keysOf } from './known-keys.ts';
import type { Key } from './known-keys.ts';
import { createPrefilter } from './prefilter.ts';
import type { Prefilter } from './prefilter.ts';
import { variantsOf } from './variants.ts';
import type { KnownKind } from './variants.ts';

/** Something that is recognised literally. `ref` is whatever its owner needs to know it by. */
export type KnownEntry<Ref = unknown> = { kind: KnownKind; ref: Ref };

/** An entry met in a text, and how it was written there. */
export type KnownHit<Ref = unknown> = { entry: KnownEntry<Ref>; encoding: Escape };

/** The second tier of recognition: ids, credentials and unique values, by the words in them. */
export type Dictionary<Ref = unknown> = {
  /**
   * Adds a value; several entries may share one.
   * @returns false when it is too short to be told from chance wherever it stands: fewer than
   * `MIN_ID_BITS`, or no run of eight letters and digits. Such ids count only as the
   * whole value of a known field, which is not looked at here.
   */
  add(entry: KnownEntry<Ref> & { value: string }): boolean;
  /** How many values were added. */
  readonly size: number;
  /** For the scanner: finds the places worth a look. */
  readonly prefilter: Prefilter;
  /** For the scanner: the entries whose key is the word of `length` that ends at a place. */
  wordAt(bytes: Buffer, end: number, length: number): KnownHit<Ref>[];
  /** For the scanner: the entries written as groups of digits around a place. */
  groupsAt(bytes: Buffer, at: number): KnownHit<Ref>[];
};

/** Makes an empty {@link Dictionary}. */
export const createDictionary = <Ref = unknown>(): Dictionary<Ref> => {
  const prefilter = createPrefilter();
  const keys = new Map<string, Key[]>();
  const entries = new Map<string, KnownEntry<Ref>[]>();
  let size = 0;

  const addKey = (key: Key) => {
    const same = keys.get(key.word) ?? [];
    if (same.some((k) => k.skip === key.skip && k.before === key.before && k.after === key.after)) {
      return;
    }
    keys.set(key.word, [...same, key]);
    prefilter.addWord(key.word);
  };

  return {
    prefilter,
    get size() {
      return size;
    },
    add({ value, ...entry }) {
      if (entry.kind !== 'unique' && !countsAnywhere(value)) return false;
      const found = variantsOf(entry.kind, value).flatMap(keysOf);
      for (const { text, ...key } of found) {
        addKey(key);
        const same = entries.get(text) ?? [];
        if (!same.includes(entry)) entries.set(text, [...same, entry]);
      }
      if (found.length > 0) size++;
      return found.length > 0;
    },
    wordAt(bytes, end, length) {
      const word = bytes.toString('latin1', end - length, end).toLowerCase();
      return (keys.get(word) ?? []).flatMap((key) => {
        const { text, encoding } = around(bytes, end - length, end, key);
        return (entries.get(text) ?? []).map((entry) => ({ entry, encoding }));
      });
    },
    groupsAt(bytes, at) {
      return numbersAround(bytes, at, prefilter.mayKnow).flatMap((number) =>
        (entries.get(number) ?? []).map((entry) => ({ entry, encoding: 'plain' as const })),
      );
    },
  };
};

/** The text of a key's shape around its word, without its escapes. */
const around = (bytes: Uint8Array, start: number, end: number, key: Key) => {
  let encoding: Escape = 'plain';
  let text = key.word.slice(key.skip);
  // The first `skip` characters belong to the escape before the word.
  for (let count = 0, at = start + key.skip; count < key.before; count++) {
    const character = characterBefore(bytes, at);
    at = character.at;
    text = String.fromCharCode(character.code) + text;
    if (character.escape !== 'plain') encoding = character.escape;
  }
  for (let count = 0, at = end; count < key.after; count++) {
    const character = characterAt(bytes, at);
    at = character.at;
    text += String.fromCharCode(character.code);
    if (character.escape !== 'plain') encoding = character.escape;
  }
  return { text: text.toLowerCase(), encoding };
};
