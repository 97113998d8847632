import { characterAt, characterBefore } from './escapes.ts';
import type { Escape } from './escapes.ts';
import { estimateBits, MIN_ID_BITS } from './estimate-bits.ts';
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
   * {@link MIN_ID_BITS} bits, or no run of eight letters and digits. Such ids count only as the
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

/** Phone and NHS numbers are looked for so far to both sides of a gap between digits, in bytes. */
const GROUPS_REACH = 24;
/** Shorter numbers are none of ours. */
const FEWEST_DIGITS = 9;

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
      if (entry.kind !== 'unique' && estimateBits(value) < MIN_ID_BITS) return false;
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
      return numbersAround(bytes, at).flatMap((digits) =>
        (entries.get(digits) ?? []).map((entry) => ({ entry, encoding: 'plain' as const })));
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

/** The digits of the groups around a place, from each group to each later one. */
const numbersAround = (bytes: Buffer, at: number): string[] => {
  const [from, end] = [groupsEdge(bytes, at, -1), groupsEdge(bytes, at, 1)];
  // Letters at either side: part of a UUID most often. A letter may also be of an escape (\n).
  const isPart = isLetter(bytes[end]) || (isLetter(bytes[from - 1]) && bytes[from - 2] !== 0x5c);
  if (isPart || end - from < FEWEST_DIGITS) return [];
  const groups = bytes.toString('latin1', from, end).split(/[ -]/);
  return groups
    .flatMap((_, first) => groups.slice(first).map((_group, count) =>
      groups.slice(first, first + count + 1).join('')))
    .filter((digits) => digits.length >= FEWEST_DIGITS);
};

/** How far digits, with single spaces or dashes between them, reach from a place. */
const groupsEdge = (bytes: Uint8Array, at: number, step: 1 | -1): number => {
  let edge = at;
  while (Math.abs(edge - at) < GROUPS_REACH) {
    if (isDigit(bytes[edge + step])) edge += step;
    else if (isGap(bytes[edge + step]) && isDigit(bytes[edge + 2 * step])) edge += 2 * step;
    else break;
  }
  return step > 0 ? edge + 1 : edge;
};

const isDigit = (byte = 0) => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte = 0) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isGap = (byte = 0) => byte === 0x20 || byte === 0x2d;
