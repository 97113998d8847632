import { hexAt } from './escapes.ts';

/** Where an invisible character, or what else cuts a word, begins and ends. */
export type Cut = {
  start: number;
  end: number;
  /** A character that stands for what is cut. Default: none. */
  letter?: number;
  /** The text around it is quoted-printable. Default: no. */
  isQuoted?: boolean;
};

/** Elements that mark a part of a text, such as what a search has found, and cut no word for who reads it. */
const INLINE =
  'abbr|a|bdi|bdo|big|b|cite|code|dfn|em|font|hit|hlt|hl|highlight|ins|i|del|kbd|mark|match|q|small|samp|span|strong|sub|sup|s|tt|u|var|wbr|[a-z]+(?:-[a-z0-9]+)+';
const LESS = String.raw`(?:<|\\+u003c|\\+x3c|%(?:25)*3c|&(?:amp;)*(?:lt|#0*60|#x0*3c);)`;
const GREATER = String.raw`(?:>|\\+u003e|\\+x3e|%(?:25)*3e|&(?:amp;)*(?:gt|#0*62|#x0*3e);)`;
const SLASH = String.raw`(?:\\*/|%(?:25)*2f|\\+u002f|&#x2f;)?`;
/** A tag, also escaped in JSON, HTML or an address, and its attributes, which are short. */
const TAG = new RegExp(`${LESS}${SLASH}(?:${INLINE})(?![a-z0-9-])[^<>]{0,64}?${GREATER}`, 'iy');
/** A line of iCalendar or vCard that goes on in the next (RFC 5545 §3.1), also in JSON. */
const FOLD = /(?:\r?\n|\\+r\\+n|\\+n)(?:[ \t]|\\+t)/y;
/** A line of quoted-printable that goes on in the next (RFC 2045 §6.7), also in JSON. */
const SOFT_BREAK = /=(?:\r?\n|(?:\\+r)?\\+n)/y;

/** So many of them may stand between two letters, and so many bytes are looked at for each. */
const MOST = 8;
const LONGEST = 128;

/**
 * What stands at a place between two letters of a word without being a part of it: tags that highlight, the folds of a
 * calendar, soft breaks of quoted-printable. Null where the word ends.
 * @param at right behind a letter
 */
export const cutAt = (bytes: Buffer, at: number): Cut | null => {
  let end = at;
  let isQuoted = false;
  for (let count = 0; count < MOST; count += 1) {
    const text = bytes.toString('latin1', end, end + LONGEST);
    const isBreak = lengthOf(SOFT_BREAK, text) > 0;
    const length = lengthOf(SOFT_BREAK, text) || lengthOf(TAG, text) || lengthOf(FOLD, text);
    if (length === 0) break;
    isQuoted ||= isBreak;
    end += length;
  }
  if (end === at || !mayGoOn(bytes[end])) return null;
  return isQuoted ? { start: at, end, isQuoted } : { start: at, end };
};

const lengthOf = (pattern: RegExp, text: string): number => {
  pattern.lastIndex = 0;
  return pattern.test(text) ? pattern.lastIndex : 0;
};

/** Letters, digits, what stands between them in an id, and what escapes them. */
const mayGoOn = (byte = 0) => byte > 0x7f || /[\w.+\-/\\%&=]/.test(String.fromCharCode(byte));

const EQUALS = 0x3d;

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
