import { decodeBase64, isBase64 } from './base64.ts';
import { beginsDeflated } from './inflate.ts';

/** Deflated and in base64, nothing that holds one of our values is shorter. */
const SHORTEST = 24;
/** So many bytes of a word are inflated to see whether it is deflated. */
const TRIED = 256;
/** Inflated, noise ends sooner. */
const FEWEST = 12;

const decoded = new Uint8Array(TRIED);

/** The places between two where words of base64 of some length begin. Looks at one byte in 24 of most texts. */
export const wordsOfBase64 = (
  bytes: Uint8Array,
  from: number,
  to: number,
  end: number,
): number[] => {
  const places: number[] = [];
  for (let at = from + SHORTEST - 1; at < end && at - SHORTEST < to; at += SHORTEST) {
    if (!isBase64(bytes[at])) continue;
    let start = at;
    while (start >= from && isBase64(bytes[start - 1])) start -= 1;
    while (at < end && isBase64(bytes[at + 1])) at += 1;
    if (start >= from && start < to && at - start + 1 >= SHORTEST) places.push(start);
  }
  return places;
};

/** How what begins at a place in base64 is deflated: `raw`, with the header of `zlib`, or not. */
export const deflationAt = (bytes: Uint8Array, at: number): 'raw' | 'zlib' | null => {
  if (!isMixed(bytes, at)) return null;
  decodeBase64(bytes, at, beginning);
  const [first = 0, second = 0] = beginning;
  const isZlib = (first & 15) === 8 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0;
  if (!isZlib && !mayBeDeflated(beginning)) return null;
  const tried = decoded.subarray(isZlib ? 2 : 0, decodeBase64(bytes, at, decoded));
  return beginsDeflated(tried, FEWEST) ? (isZlib ? 'zlib' : 'raw') : null;
};

const beginning = new Uint8Array(16);

/** Base64 of some length has letters of both cases. An id or a digest in hexadecimal has not, nor a name. */
const isMixed = (bytes: Uint8Array, at: number): boolean => {
  let [lower, upper] = [0, 0];
  for (let index = at; index < at + SHORTEST; index += 1) {
    const byte = bytes[index] ?? 0;
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
  const bits = (from: number, count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      const bit = from + index;
      value |= (((bytes[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) << index;
    }
    return value;
  };
  const kind = bits(1, 2);
  if (kind === 1) {
    // With fixed codes, letters have eight bits, the first of them first: 00110000 is 0.
    const literal = (index: number): number => {
      let code = 0;
      for (let bit = 0; bit < 8; bit += 1) code = code * 2 + bits(3 + 8 * index + bit, 1);
      return code - 0x30;
    };
    const isLetter = (code: number) => code >= 0 && code < 0x90;
    return literal(0) >= 8 && [0, 1, 2].every((index) => isLetter(literal(index)));
  }
  if (kind !== 2 || bits(3, 5) > 29 || bits(8, 5) > 29) return false;
  // The lengths of the codes must fill their space.
  let left = 128;
  for (let index = 0; index < bits(13, 4) + 4; index += 1) {
    const length = bits(17 + 3 * index, 3);
    if (length > 0) left -= 128 >>> length;
  }
  return left === 0;
};
