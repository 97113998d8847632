import { characterAt } from './escapes.ts';
import type { Character } from './escapes.ts';
import { quotedBetween } from './cut-words.ts';
import type { Cut } from './cut-words.ts';

/**
 * Characters that nobody sees: soft hyphens, joiners, marks of direction, spaces without width. They are met as UTF-8 and in
 * the escapes of JSON, addresses and HTML.
 */
const isInvisible = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2064) ||
  [0xfeff, 0xad, 0x34f, 0x180e].includes(code);

/** The same by their names in HTML, and the places where a browser may break a word. */
const NAMES = [
  '&shy;',
  '&zwnj;',
  '&zwj;',
  '&zerowidthspace;',
  '&nobreak;',
  '&lrm;',
  '&rlm;',
  '<wbr>',
  '<wbr/>',
  '<wbr />',
].map((name) => Buffer.from(name));

const [BACKSLASH, LETTER_U, AMPERSAND, HASH, PERCENT, LESS_THAN] = [
  0x5c, 0x75, 0x26, 0x23, 0x25, 0x3c,
];

/**
 * The invisible character at a place that the prefilter found, for an escape its `u` or `#`; null where there is none. Says
 * so soon, as most of these places are something else.
 */
export const invisibleAt = (bytes: Uint8Array, at: number): Cut | null => {
  const first = bytes[at] ?? 0;
  if (first === AMPERSAND || first === LESS_THAN) return namedAt(bytes, at);
  let start = at;
  if (first === LETTER_U) {
    while (at - start < 4 && bytes[start - 1] === BACKSLASH) start -= 1;
    if (start === at) return null;
  } else if (first === HASH) {
    start -= 1;
    if (bytes[start] !== AMPERSAND) return null;
  } else if (first !== PERCENT && first < 0xc2) return null;
  const { code, at: end } = codeAt(bytes, start);
  return isInvisible(code) ? { start, end } : null;
};

const namedAt = (bytes: Uint8Array, at: number): Cut | null => {
  for (const name of NAMES) {
    let length = 0;
    while (length < name.length && ((bytes[at + length] ?? 0) | 0x20) === name[length]) length += 1;
    if (length === name.length) return { start: at, end: at + length };
  }
  return null;
};

/** The code of a character, whose bytes in UTF-8 may be escaped for an address. */
const codeAt = (bytes: Uint8Array, at: number): Pick<Character, 'code' | 'at'> => {
  const first = characterAt(bytes, at);
  if (first.code < 0xc0 || first.escape === 'json-escape' || first.escape === 'html') return first;
  const isLong = first.code >= 0xe0;
  let [code, end] = [first.code & (isLong ? 15 : 31), first.at];
  for (let left = isLong ? 2 : 1; left > 0; left -= 1) {
    const next = characterAt(bytes, end);
    if (next.code >>> 6 !== 2) return first;
    code = (code << 6) | (next.code & 63);
    end = next.at;
  }
  return { code, at: end };
};

/** The bytes around invisible characters from which a value may be seen that they split. */
const AROUND = 1024;

/** A part of a text without its invisible characters, and the place in the text of each place in it. */
export type Visible = { bytes: Buffer; placeOf(at: number): number };

/** The parts of a text around its invisible characters, without these. */
export const withoutInvisible = (bytes: Buffer, cuts: readonly Cut[]): Visible[] => {
  const parts: Cut[][] = [];
  for (const cut of inOrder(cuts)) {
    const last = parts.at(-1);
    if (last && cut.start - (last.at(-1)?.end ?? 0) < AROUND) last.push(cut);
    else parts.push([cut]);
  }
  return parts.flatMap((part) => {
    const visible = withoutCuts(bytes, part, part);
    // An equals sign may also be one: both are looked at.
    return part.some((cut) => cut.isQuoted)
      ? [visible, withoutCuts(bytes, part, unquoted(bytes, part))]
      : [visible];
  });
};

/** By their places, and none that begins within another. */
const inOrder = (cuts: readonly Cut[]): Cut[] => {
  let end = 0;
  const sorted = cuts.toSorted((one, other) => one.start - other.start);
  return sorted.filter((cut) => {
    if (cut.start < end) return false;
    end = cut.end;
    return true;
  });
};

/** Where the bytes begin and end that are looked at around cuts. */
const reachOf = (cuts: readonly Cut[]): [begin: number, end: number] => [
  Math.max(0, (cuts[0]?.start ?? 0) - AROUND),
  (cuts.at(-1)?.end ?? 0) + AROUND,
];

/** Cuts and, around them, what quoted-printable escapes. */
const unquoted = (bytes: Buffer, cuts: readonly Cut[]): Cut[] =>
  inOrder([...cuts, ...quotedBetween(bytes, ...reachOf(cuts))]);

const withoutCuts = (bytes: Buffer, part: readonly Cut[], cuts: readonly Cut[]): Visible => {
  const [begin, end] = reachOf(part);
  const pieces = [...cuts, { start: end, end }].flatMap(({ start }, index) => {
    const { end: from, letter } = cuts[index - 1] ?? { end: begin };
    const piece = bytes.subarray(from, start);
    return letter === undefined ? [piece] : [Buffer.of(letter), piece];
  });
  let removed = begin;
  /** Where something was left out, as places in what is left, and how much until there. */
  const jumps = cuts.map(({ start, end: after, letter }) => {
    const at = start - removed;
    removed += after - start - (letter === undefined ? 0 : 1);
    return { at, removed };
  });
  return {
    bytes: Buffer.concat(pieces),
    placeOf: (at) => at + (jumps.findLast((jump) => jump.at <= at)?.removed ?? begin),
  };
};
