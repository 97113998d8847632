/** Bits of bytes as a number, the first bit lowest: at most sixteen. After the end they are 0. */
export const bitsOf = (bytes: Uint8Array, from: number, count: number): number => {
  const byte = from >>> 3;
  const held = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
  return (held >>> (from & 7)) & ((1 << count) - 1);
};

/** Codes come with their first bit first, numbers with their last. */
const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let code = 0;
  for (let bit = 0; bit < 8; bit += 1) code = code * 2 + ((byte >>> bit) & 1);
  return code;
});

/** Whoever asks wants no text of fewer bytes. */
export const FEWEST = 12;

/** What codes of eight bits begin with: literals; lengths; literals of nine bits. */
const [LITERALS, LENGTHS, LONGER] = [0x30, 0xc0, 0xc8];
/** No symbol has more bits, with what says how long and how far. */
const MOST_BITS = 8 + 5 + 5 + 13;

/**
 * Whether bytes may begin a block with the fixed codes of deflate (RFC 1951 §3.2.6). Noise soon repeats what would lie before
 * its beginning, and this is told far sooner than by inflating it. Refuses nothing else but what ends too soon.
 */
export const mayHaveFixedCodes = (bytes: Uint8Array): boolean => {
  let given = 0;
  let isLast = bitsOf(bytes, 0, 1) === 1;
  for (let at = 3; at + MOST_BITS <= bytes.length * 8;) {
    const code = REVERSED[bitsOf(bytes, at, 8)] ?? 0;
    const isLiteral = code >= LITERALS && code < LENGTHS;
    if (isLiteral || code >= LONGER) {
      at += isLiteral ? 8 : 9;
      given += 1;
      continue;
    }
    const symbol = code < LENGTHS ? code >> 1 : code - LENGTHS + 24;
    at += code < LENGTHS ? 7 : 8;
    if (symbol === 0) {
      if (isLast) return given >= FEWEST;
      // The block ends, and another follows.
      const kind = bitsOf(bytes, at + 1, 2);
      if (kind !== 1) return kind !== 3;
      isLast = bitsOf(bytes, at, 1) === 1;
      at += 3;
      continue;
    }
    const size = symbol < 9 || symbol === 29 ? 0 : (symbol - 5) >> 2;
    const length = lengthOf(symbol, size) + bitsOf(bytes, at, size);
    const distance = (REVERSED[bitsOf(bytes, at + size, 5)] ?? 0) >> 3;
    const room = distance < 4 ? 0 : (distance >> 1) - 1;
    const back = distanceOf(distance, room) + bitsOf(bytes, at + size + 5, room);
    if (symbol > 29 || distance > 29 || back > given) return false;
    at += size + 5 + room;
    given += length;
  }
  return true;
};

const lengthOf = (symbol: number, size: number): number => {
  if (symbol === 29) return 258;
  return size === 0 ? symbol + 2 : ((4 + ((symbol - 5) & 3)) << size) + 3;
};

const distanceOf = (code: number, room: number): number =>
  code < 4 ? code + 1 : ((2 + (code & 1)) << room) + 1;
