/** A server-given id counts wherever it is seen when it has at least this many bits. */
export const MIN_ID_BITS = 40;

/** English has about 1.5 bits a letter (Shannon 1951: 0.6 to 1.3, and ids are terser than prose). */
const BITS_OF_WORD_LETTER = 1.5;

/**
 * Estimates how hard a value is to meet by chance, in bits: by the alphabet its characters come
 * from and its length. Leading zeros, repetitions beyond the second and separators count nothing,
 * and words (`consultation-`) little.
 */
export const estimateBits = (value: string): number =>
  value
    .split(/[^0-9A-Za-z]+/)
    .join(' ')
    .replace(/^[0 ]+/, '')
    .replaceAll(/(.)\1\1+/g, '$1$1')
    .split(' ')
    .reduce((bits, part) => bits + part.length * bitsOfLetter(part, value), 0);

/** A value that a request carries decides by itself, as a signature does, from this many bits. */
const UNGUESSABLE_BITS = 64;

/** Whether nobody can guess a value: who has it was given it. */
export const isUnguessable = (value: string): boolean => estimateBits(value) >= UNGUESSABLE_BITS;

/** Fewer characters than this never have {@link MIN_ID_BITS}. */
const FEWEST = Math.ceil(MIN_ID_BITS / Math.log2(62));
/** Answers remembered: the same ids come again and again, and an estimate costs more than a look-up. */
const MOST_KNOWN = 10_000;
const knownAnswers = new Map<string, boolean>();

/** Whether a value counts wherever it is seen. */
export const countsAnywhere = (value: string): boolean => {
  if (value.length < FEWEST) return false;
  const before = knownAnswers.get(value);
  if (before !== undefined) return before;
  if (knownAnswers.size >= MOST_KNOWN) knownAnswers.clear();
  const answer = estimateBits(value) >= MIN_ID_BITS;
  knownAnswers.set(value, answer);
  return answer;
};

const bitsOfLetter = (part: string, whole: string): number => {
  if (isHex(whole)) return 4;
  if (/^\d*$/.test(part)) return Math.log2(10);
  if (/^[A-Za-z]+$/.test(part) && turns(part) < 3) return BITS_OF_WORD_LETTER;
  if (isHex(part)) return 4;
  return Math.log2(/[a-z]/.test(part) && /[A-Z]/.test(part) ? 62 : 36);
};

/** Hexadecimal: both digits and letters up to f. */
const isHex = (text: string) =>
  /^[0-9a-fA-F-]+$/.test(text) && /\d/.test(text) && /[a-f]/i.test(text);

/** How often the case changes: random letters change it often, names do not. */
const turns = (part: string) => part.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
