const NAMES =
  'a abbr b bdi bdo big cite code dfn em font highlight hit hl hlt i ins del kbd mark match q s samp small span strong sub sup tt u var wbr';

/** A number for the letters of a name so far, and of the next one, in any case. */
const add = (sum: number, letter: number) => (sum * 31 + (letter | 0x20)) | 0;

/** Elements that mark a part of a text, such as what a search has found, and cut no word for who reads it. */
const INLINE = new Set(NAMES.split(' ').map((name) => Buffer.from(name).reduce(add, 0)));

const LESS = String.raw`(?:<|\\+u003c|\\+x3c|%(?:25)*3c|&(?:amp;)*(?:lt|#0*60|#x0*3c);)`;
const GREATER = String.raw`(?:>|\\+u003e|\\+x3e|%(?:25)*3e|&(?:amp;)*(?:gt|#0*62|#x0*3e);)`;
const SLASH = String.raw`(?:\\*/|%(?:25)*2f|\\+u002f|&#x2f;)?`;
const ELEMENT = `(?:${NAMES.replaceAll(' ', '|')}|[a-z]+(?:-[a-z0-9]+)+)(?![a-z0-9-])`;
/** A tag that is escaped in JSON, HTML or an address, and its attributes, which are short. */
const ESCAPED = new RegExp(`^${LESS}${SLASH}${ELEMENT}[^<>]{0,64}?${GREATER}`, 'i');

/** Attributes have no more bytes, and an escaped tag as a whole. */
const [MOST, MOST_ESCAPED] = [64, 128];
const [AMPERSAND, HASH, LETTER_A, LETTER_L] = [0x26, 0x23, 0x61, 0x6c];
const [SLASH_BYTE, BACKSLASH, LESS_THAN, GREATER_THAN, DASH] = [0x2f, 0x5c, 0x3c, 0x3e, 0x2d];

/** Where the tag ends that begins with a `<`, where it is one of an inline element; -1 where not. */
export const tagEnd = (bytes: Uint8Array, at: number): number => {
  let from = at + 1;
  while (bytes[from] === BACKSLASH) from += 1;
  if (bytes[from] === SLASH_BYTE) from += 1;
  let [sum, isCustom, end] = [0, false, from];
  for (; end < from + MOST && isOfName(bytes[end]); end += 1) {
    sum = add(sum, bytes[end] ?? 0);
    isCustom ||= bytes[end] === DASH;
  }
  if (end === from || (!isCustom && !INLINE.has(sum))) return -1;
  for (const last = end + MOST; end <= last; end += 1) {
    if (bytes[end] === GREATER_THAN) return end + 1;
    if (bytes[end] === LESS_THAN) return -1;
  }
  return -1;
};

const isOfName = (byte = 0) =>
  (byte >= 0x30 && byte <= 0x39) ||
  byte === DASH ||
  ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);

/** Where an escaped tag of an inline element ends; -1 where none begins. */
export const escapedTagEnd = (bytes: Buffer, at: number): number => {
  if (!mayBeLess(bytes, at)) return -1;
  const [tag] = ESCAPED.exec(bytes.toString('latin1', at, at + MOST_ESCAPED)) ?? [];
  return tag === undefined ? -1 : at + tag.length;
};

/** Most escapes are of other characters, and are told from these soon. */
const mayBeLess = (bytes: Uint8Array, at: number): boolean => {
  if (bytes[at] !== AMPERSAND) return true;
  if (((bytes[at + 1] ?? 0) | 0x20) !== LETTER_A) return true;
  // &amp;lt;
  const after = (bytes[at + 5] ?? 0) | 0x20;
  return after === LETTER_A || after === LETTER_L || after === (HASH | 0x20);
};
