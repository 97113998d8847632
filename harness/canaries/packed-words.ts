import { decodeBase64, sextet } from './base64.ts';
import { bitsOf, FEWEST, mayHaveFixedCodes } from './fixed-codes.ts';
import { beginsDeflated } from './inflate.ts';

/** Deflated and in base64, nothing that holds one of our values is shorter. */
const SHORTEST = 24;
/** So many bytes of a word are inflated to see whether it is deflated. */
const TRIED = 256;

const decoded = new Uint8Array(TRIED);

/** How what begins at a place in base64 is deflated: `raw`, with the header of `zlib`, or not. */
export const deflationAt = (bytes: Uint8Array, at: number): 'raw' | 'zlib' | null => {
  const first = ((sextet(bytes[at]) << 2) | (sextet(bytes[at + 1]) >> 4)) & 0xff;
  const kind = (first >>> 1) & 3;
  // Most words are told from it at once.
  const isSmallWindow = (first & 15) === 8 && first <= 0x78;
  if (!isSmallWindow && (kind === 0 || kind === 3)) return null;
  let four = at;
  for (let index = 0; index < beginning.length; index += 3) {
    const held =
      (sextet(bytes[four]) << 18) |
      (sextet(bytes[four + 1]) << 12) |
      (sextet(bytes[four + 2]) << 6) |
      sextet(bytes[four + 3]);
    beginning[index] = held >>> 16;
    beginning[index + 1] = held >>> 8;
    beginning[index + 2] = held;
    four += 4;
  }
  const second = beginning[1] ?? 0;
  const isZlib = isSmallWindow && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0;
  if (!isZlib && !mayBeDeflated(beginning)) return null;
  if (!isLongAndMixed(bytes, at)) return null;
  const tried = decoded.subarray(isZlib ? 2 : 0, decodeBase64(bytes, at, decoded));
  if (!isZlib && kind === 1 && !mayHaveFixedCodes(tried)) return null;
  return beginsDeflated(tried, FEWEST) ? (isZlib ? 'zlib' : 'raw') : null;
};

/** What the first {@link SHORTEST} letters of a word stand for. */
const beginning = new Uint8Array((SHORTEST / 4) * 3);

/** Base64 of some length has letters of both cases. An id or a digest in hexadecimal has not, nor a name. */
const isLongAndMixed = (bytes: Uint8Array, at: number): boolean => {
  let [lower, upper] = [0, 0];
  for (let index = at; index < at + SHORTEST; index += 1) {
    const byte = bytes[index] ?? 0;
    if (sextet(byte) < 0) return false;
    if (byte >= 0x67 && byte <= 0x7a) lower += 1;
    else if (byte >= 0x47 && byte <= 0x5a) upper += 1;
  }
  return lower > 0 && upper > 0;
};

/**
 * Whether bytes may begin a raw deflate stream (RFC 1951) of a text: most noise does not, and this costs far less than to
 * inflate it. What is stored in a block can be read as it lies.
 */
const mayBeDeflated = (bytes: Uint8Array): boolean => {
  const kind = bitsOf(bytes, 1, 2);
  if (kind === 1) return mayHaveFixedCodes(bytes);
  if (kind !== 2 || bitsOf(bytes, 3, 5) > 29 || bitsOf(bytes, 8, 5) > 29) return false;
  // The lengths of the codes must fill their space.
  let left = 128;
  const end = 17 + 3 * (bitsOf(bytes, 13, 4) + 4);
  for (let at = 17; at < end && left >= 0; at += 3) {
    const length = bitsOf(bytes, at, 3);
    if (length > 0) left -= 128 >>> length;
  }
  return left === 0;
};
