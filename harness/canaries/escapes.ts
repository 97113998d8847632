/** How one character was written. */
export type Escape = 'plain' | 'json-escape' | 'percent' | 'html';

/** A character read from a text: its code, where the rest begins or ends, how it was written. */
export type Character = { code: number; at: number; escape: Escape };

const HEX = new Int8Array(256).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  HEX[digit.charCodeAt(0)] = value;
  HEX[digit.toUpperCase().charCodeAt(0)] = value;
}

const [BACKSLASH, PERCENT, AMPERSAND, HASH, SEMICOLON] = [0x5c, 0x25, 0x26, 0x23, 0x3b];
const [TWO, FIVE, LETTER_U, LETTER_X] = [0x32, 0x35, 0x75, 0x78];

/** The value of `count` hexadecimal digits; -1 when they are none. */
export const hexAt = (bytes: Uint8Array, at: number, count: number): number => {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    const digit = HEX[bytes[index] ?? 0] ?? -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
};

/** Reads the character that begins at a place, through one of the usual escapes. */
export const characterAt = (bytes: Uint8Array, at: number): Character => {
  const code = bytes[at] ?? 0;
  if (code === PERCENT) {
    let digits = at + 1;
    // Encoded again and again: %2533.
    while (
      bytes[digits] === TWO &&
      bytes[digits + 1] === FIVE &&
      hexAt(bytes, digits + 2, 2) >= 0
    ) {
      digits += 2;
    }
    const value = hexAt(bytes, digits, 2);
    if (value >= 0) return { code: value, at: digits + 2, escape: 'percent' };
  } else if (code === BACKSLASH) {
    let letter = at + 1;
    // JSON within JSON: \\u0033.
    while (bytes[letter] === BACKSLASH && letter < at + 8) letter++;
    const count = bytes[letter] === LETTER_U ? 4 : bytes[letter] === LETTER_X ? 2 : 0;
    const value = count ? hexAt(bytes, letter + 1, count) : (bytes[letter] ?? 0);
    if (value >= 0) return { code: value, at: letter + 1 + count, escape: 'json-escape' };
  } else if (code === AMPERSAND && bytes[at + 1] === HASH) {
    const entity = entityAt(bytes, at + 2);
    if (entity) return entity;
  }
  return { code, at: at + 1, escape: 'plain' };
};

/** Reads the character that ends before a place; `at` is where it begins. */
export const characterBefore = (bytes: Uint8Array, end: number): Character => {
  for (const length of [6, 5, 3, 2]) {
    const at = end - length;
    const first = bytes[at];
    if (first !== PERCENT && first !== BACKSLASH) continue;
    const read = characterAt(bytes, at);
    if (read.at === end && read.escape !== 'plain') return { ...read, at };
  }
  return { code: bytes[end - 1] ?? 0, at: end - 1, escape: 'plain' };
};

const entityAt = (bytes: Uint8Array, at: number): Character | null => {
  const isHex = ((bytes[at] ?? 0) | 0x20) === LETTER_X;
  let [code, next] = [0, isHex ? at + 1 : at];
  for (const last = next + 9; next < last; next++) {
    const byte = bytes[next] ?? 0;
    const digit = HEX[byte] ?? -1;
    if (byte === SEMICOLON) return { code, at: next + 1, escape: 'html' };
    if (digit < 0 || (!isHex && digit > 9)) return null;
    code = code * (isHex ? 16 : 10) + digit;
  }
  return null;
};
