import { characterAt } from './escapes.ts';
import { estimateBits } from './estimate-bits.ts';

/** How a value is found: by one word of it, and then by its characters before and after that. */
export type Key = {
  /** Lower case, at least eight letters and digits; or a date. */
  word: string;
  /** Characters at the word's begin that belong to an escape and not to the value. */
  skip: number;
  /** Characters of the value before the word. */
  before: number;
  /** Characters of the value after the word. */
  after: number;
};

/** Of a long value, so much before and after its word is compared. */
const REACH = 48;
/** Words longer than this might be cut by the scanner's window. */
const LONGEST = 4000;
const DATE = /^(?:\d{4}-\d\d-\d\d|\d\d[-/]\d\d[-/]\d{4})$/;

/** The keys of a value, with the text that each stands for; none when it has no word to go by. */
export const keysOf = (value: string): (Key & { text: string })[] => {
  const core = unescaped(signatureOf(value)).toLowerCase();
  if (DATE.test(core)) return [{ word: core, skip: 0, before: 0, after: 0, text: core }];
  const words = [...core.matchAll(/[0-9a-z]{8,}/g)].filter(([word]) => word.length <= LONGEST);
  const best = words.toSorted(([a], [b]) => estimateBits(b) - estimateBits(a))[0];
  if (!best) return [];
  const [word] = best;
  const from = Math.max(0, best.index - REACH);
  const end = Math.min(core.length, best.index + word.length + REACH);
  const key = { before: best.index - from, after: end - best.index - word.length };
  const text = core.slice(from, end);
  const plain = { ...key, word, skip: 0, text };
  // Behind an equals sign in quoted-printable, which is written =3D.
  if (best.index === 0) return [plain, { ...plain, word: `3d${word}`, skip: 2 }];
  const before = core[best.index - 1] ?? 'a';
  // Nobody escapes RFC 3986's unreserved characters.
  if (/[0-9a-z._~-]/.test(before)) return [plain];
  // Escaped, it may be \u002F, of which the scanner takes 002F to be part of the word, or %252F.
  const code = before.charCodeAt(0).toString(16).padStart(2, '0');
  const escaped = [`00${code}`, code].map((skipped) => ({
    ...plain,
    word: skipped + word,
    skip: skipped.length,
  }));
  // Unescaped, the scanner takes what follows it to be part of an escape.
  const taken = before === '%' ? 2 : before === '\\' ? 1 : 0;
  const cut = { ...plain, word: word.slice(taken), before: key.before + taken };
  return [plain, ...escaped, ...(taken && cut.word.length >= 8 ? [cut] : [])];
};

/** Of a signed value (JWT, signed cookie) the signature: the parts before may be the same for all. */
const signatureOf = (value: string): string => {
  const last = value.slice(value.lastIndexOf('.') + 1);
  return last.length < value.length && estimateBits(last) >= 80 ? last : value;
};

/** A value as the dictionary reads it in a text: a cookie may itself be percent-encoded. */
const unescaped = (value: string): string => {
  const bytes = Buffer.from(value);
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const character = characterAt(bytes, at);
    text += String.fromCharCode(character.code);
    at = character.at;
  }
  return text;
};
