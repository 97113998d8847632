import { decodeBase64 } from './base64.ts';
import { characterAt, hexAt } from './escapes.ts';
import type { Escape } from './escapes.ts';
import { PAYLOAD_LENGTH, readPayload } from './token.ts';
import type { CanaryToken } from './token.ts';

/** How a token was written in the text that held it. */
export type Encoding = Escape | 'hex' | 'utf-16' | 'base64';

/** A token and how it was written. */
export type TokenHit = { token: CanaryToken; encoding: Encoding };

const [THREE, SEMICOLON, LETTER_M, LETTER_Z] = [0x33, 0x3b, 0x4d, 0x7a];
/** What a token in base64 decodes to, with what stands before it in its groups of four. */
const decoded = new Uint8Array(27);

/** Reads the token whose prefix was met at a place: its last `3`, the `z` of `zMz`, the `#` of `&#51;`. */
export const tokenAt = (bytes: Uint8Array, at: number): TokenHit | null => {
  if (bytes[at] === LETTER_Z) return inBase64(bytes, at);
  if (bytes[at] !== THREE) return escaped(bytes, at - 1, false);
  if (bytes[at - 1] === 0) return inUtf16(bytes, at + 2);
  if (bytes[at + 1] === THREE) return null;
  const threes = threesBefore(bytes, at);
  return (
    escaped(bytes, bytes[at + 1] === SEMICOLON ? at + 2 : at + 1, threes < 4) ??
    (threes < 8 ? null : (inHex(bytes, at + 1) ?? inHex(bytes, at)))
  );
};

const threesBefore = (bytes: Uint8Array, at: number): number => {
  let count = 1;
  while (count < 8 && bytes[at - count] === THREE) count++;
  return count;
};

/** Each symbol may be escaped or not. A plain payload needs the whole plain prefix before it. */
const escaped = (bytes: Uint8Array, from: number, mustEscape: boolean): TokenHit | null => {
  let at = from;
  let encoding: Escape = 'plain';
  let codes = 0;
  const symbol = new Uint16Array(PAYLOAD_LENGTH);
  while (codes < PAYLOAD_LENGTH) {
    const character = characterAt(bytes, at);
    at = character.at;
    if (encoding === 'plain') encoding = character.escape;
    // Threes that still belong to the prefix.
    if (character.code === THREE && codes === 0) {
      if (character.escape === 'plain' || from + 40 < at) return null;
      continue;
    }
    symbol[codes++] = character.code;
  }
  if (mustEscape && encoding === 'plain') return null;
  const token = readPayload((index) => symbol[index] ?? 0);
  return token && { token, encoding };
};

const inHex = (bytes: Uint8Array, at: number): TokenHit | null => {
  const token = readPayload((symbol) => hexAt(bytes, at + 2 * symbol, 2));
  return token && { token, encoding: 'hex' };
};

const inUtf16 = (bytes: Uint8Array, at: number): TokenHit | null => {
  const token = readPayload((symbol) =>
    bytes[at + 2 * symbol - 1] === 0 ? (bytes[at + 2 * symbol] ?? 0) : 0,
  );
  return token && { token, encoding: 'utf-16' };
};

/** Where the groups of four begin is not known, so each of the four places is tried. */
const inBase64 = (bytes: Uint8Array, at: number): TokenHit | null => {
  // More threes: the last `zMz` of them will do.
  if (bytes[at + 3] === LETTER_M && bytes[at + 4] === LETTER_Z) return null;
  for (let from = at - 3; from <= at; from++) {
    const length = decodeBase64(bytes, from, decoded);
    for (let index = 0; index + 3 + PAYLOAD_LENGTH <= length; index++) {
      const isPrefix =
        decoded[index] === THREE && decoded[index + 1] === THREE && decoded[index + 2] === THREE;
      if (!isPrefix || decoded[index + 3] === THREE) continue;
      const token = readPayload((symbol) => decoded[index + 3 + symbol] ?? 0);
      if (token) return { token, encoding: 'base64' };
    }
  }
  return null;
};
