import { i32, v128 } from './wasm.ts';
import type { Code, createConstants } from './wasm.ts';

type ByteSet = readonly number[];
const ANY: ByteSet = Array.from({ length: 256 }, (_, byte) => byte);
const needle = (...bytes: (string | ByteSet)[]): ByteSet[] =>
  bytes.map((set) => (typeof set === 'string' ? [...set].map((each) => each.charCodeAt(0)) : set));

/**
 * What begins a prefix, a container or an invisible character (see invisible.ts): three bytes each. There is room for eight,
 * so some stand together.
 */
const NEEDLES: ByteSet[][] = [
  needle('z', 'M', 'z'), // the prefix in base64
  needle('#', '5xX0861', '1257402xXfFaA3'), // the prefix in decimal HTML entities; invisible ones, after an ampersand
  needle('HUJ', '4EV', 'sB'), // gzip, zip and PDF in base64
  // gzip, zlib, zlib with a small window as some PDF writers use, a zip member
  needle('\x1f\x78\x48\x68P', '\x8b\x01\x5e\x9c\xda\x89\xdeK', ANY),
  // Spaces, joiners and marks of direction; a mark of byte order, and a Mongolian separator
  needle('\xe2\xef\xe1', '\x80\x81\xbb\xa0', '\x8a\x8b\x8c\x8d\x8e\x8f\xa0\xa1\xa2\xa3\xa4\xbf'),
  needle('\xc2\xcd', '\xad\x8f', ANY), // a soft hyphen, and a joiner of graphemes
  needle('u%', '012fFeEcCP', '038eE2fF1dD5'), // the same in JSON, after a backslash, and in addresses; a PDF
  needle('&<', 'szlrnSZLRNwW', 'hwerloHWERLObB'), // and by name in HTML
];

/** What begins something that may stand between two letters of a word (see cut-words.ts): two bytes each. */
const OPENERS: ByteSet[][] = [
  needle('<', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/\\'), // a tag
  needle('&', 'lL#a'), // the same escaped in HTML,
  needle('%', '32'), // in an address,
  needle('\\', 'urn\\'), // in JSON, and folds there
  needle('=', '\r\n\\'), // soft breaks of quoted-printable
  needle('\r', '\n'), // folds of iCalendar and vCard
  needle('\n', ' \t'),
];

const BASE64 = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'].map(
  (letter) => letter.charCodeAt(0),
);
/** Those of one high half each. */
const LETTERS = [2, 3, 4, 5, 6, 7].map((half) => [BASE64.filter((byte) => byte >> 4 === half)]);

type Constants = ReturnType<typeof createConstants>;

/**
 * Of what may begin at each byte of a vector, the bit: nibble tables test all at once (the "Teddy" algorithm of Hyperscan and
 * ripgrep), by the halves of a byte apart, and let others pass.
 */
const fits = (needles: ByteSet[][], position: number, vector: Code, constants: Constants) => {
  const table = (half: (byte: number) => number) =>
    constants.vector(
      Array.from({ length: 16 }, (_, nibble) =>
        needles.reduce(
          (bits, bytes, index) =>
            bytes[position]?.some((byte) => half(byte) === nibble) ? bits | (1 << index) : bits,
          0,
        ),
      ),
    );
  const [low, high] = [vector, v128.shrU16(vector, i32.const(4))].map((half) =>
    v128.and(half, constants.splat(15)),
  );
  return v128.and(
    v128.swizzle(
      table((byte) => byte & 15),
      low ?? [],
    ),
    v128.swizzle(
      table((byte) => byte >> 4),
      high ?? [],
    ),
  );
};

const isNot0 = (vector: Code, constants: Constants) => v128.ne8(vector, constants.splat(0));

/**
 * Where needles may begin.
 * @param near the vector so many bytes after this one
 */
export const isNeedle = (near: (offset: number) => Code, constants: Constants): Code => {
  const [first = [], second = [], third = []] = [0, 1, 2].map((offset) =>
    fits(NEEDLES, offset, near(offset), constants),
  );
  return isNot0(v128.and(v128.and(first, second), third), constants);
};

/** Where something may begin that stands between two letters of a word. */
export const isOpener = (near: (offset: number) => Code, constants: Constants): Code => {
  const [first = [], second = []] = [0, 1].map((offset) =>
    fits(OPENERS, offset, near(offset), constants),
  );
  return isNot0(v128.and(first, second), constants);
};

/** Which bytes are letters of base64, in either alphabet. These do not let others pass. */
export const isBase64 = (vector: Code, constants: Constants): Code =>
  isNot0(fits(LETTERS, 0, vector, constants), constants);
