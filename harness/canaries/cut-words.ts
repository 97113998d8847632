import { hexAt } from './escapes.ts';
import { escapedTagEnd, tagEnd } from './inline-tags.ts';

/** Where an invisible character, or what else cuts a word, begins and ends. */
export type Cut = {
  start: number;
  end: number;
  /** A character that stands for what is cut. Default: none. */
  letter?: number;
  /** The text around it is quoted-printable. Default: no. */
  isQuoted?: boolean;
};

/** So many of them may stand between two letters. */
const MOST = 8;

const [TAB, LINE_FEED, RETURN, SPACE, LESS_THAN, EQUALS] = [0x09, 0x0a, 0x0d, 0x20, 0x3c, 0x3d];
const [PERCENT, AMPERSAND, BACKSLASH] = [0x25, 0x26, 0x5c];
const [LETTER_N, LETTER_R, LETTER_T] = [0x6e, 0x72, 0x74];

/** Letters, digits, what stands between them in an id, and what escapes them. */
const GOES_ON = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x7f || /[\w.+\-/\\%&=]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * What stands at a place between two letters of a word without being a part of it: tags that highlight, the folds of a
 * calendar, soft breaks of quoted-printable. Null where the word ends.
 * @param at right behind a letter
 */
export const cutAt = (bytes: Buffer, at: number): Cut | null => {
  let end = at;
  let isQuoted = false;
  for (let count = 0; count < MOST; count += 1) {
    const next = separatorEnd(bytes, end);
    if (next < 0) break;
    isQuoted ||= bytes[end] === EQUALS;
    end = next;
  }
  if (end === at || GOES_ON[bytes[end] ?? 0] === 0) return null;
  return isQuoted ? { start: at, end, isQuoted } : { start: at, end };
};

/** Where a tag, a fold or a soft break ends; -1 where none begins. */
const separatorEnd = (bytes: Buffer, at: number): number => {
  switch (bytes[at]) {
    case LESS_THAN:
      return tagEnd(bytes, at);
    case EQUALS:
      return lineEnd(bytes, at + 1);
    case RETURN:
    case LINE_FEED:
      return spaceEnd(bytes, lineEnd(bytes, at));
    case BACKSLASH: {
      const line = lineEnd(bytes, at);
      return line < 0 ? escapedTagEnd(bytes, at) : spaceEnd(bytes, line);
    }
    case PERCENT:
    case AMPERSAND:
      return escapedTagEnd(bytes, at);
    default:
      return -1;
  }
};

/** Where the end of a line ends, which may be escaped for JSON, and that again. */
const lineEnd = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] === LINE_FEED) return at + 1;
  if (bytes[at] === RETURN) return bytes[at + 1] === LINE_FEED ? at + 2 : -1;
  const first = escapedLetter(bytes, at);
  if (bytes[first] === LETTER_N) return first + 1;
  const second = bytes[first] === LETTER_R ? escapedLetter(bytes, first + 1) : -1;
  return bytes[second] === LETTER_N ? second + 1 : -1;
};

/** Where one space or tab ends with which a folded line begins (RFC 5545 §3.1). */
const spaceEnd = (bytes: Uint8Array, at: number): number => {
  if (at < 0) return -1;
  if (bytes[at] === SPACE || bytes[at] === TAB) return at + 1;
  const letter = escapedLetter(bytes, at);
  return bytes[letter] === LETTER_T ? letter + 1 : -1;
};

/** Where the letter behind backslashes is; -1 where there are none, or too many. */
const escapedLetter = (bytes: Uint8Array, at: number): number => {
  let letter = at;
  while (bytes[letter] === BACKSLASH && letter < at + 8) letter += 1;
  return letter === at ? -1 : letter;
};

/** The characters that quoted-printable escapes (`=3D`) between two places. */
export const quotedBetween = (bytes: Buffer, from: number, to: number): Cut[] => {
  const cuts: Cut[] = [];
  for (
    let at = bytes.indexOf(EQUALS, from);
    at >= 0 && at < to;
    at = bytes.indexOf(EQUALS, at + 1)
  ) {
    const letter = hexAt(bytes, at + 1, 2);
    if (letter >= 0) cuts.push({ start: at, end: at + 3, letter });
  }
  return cuts;
};
