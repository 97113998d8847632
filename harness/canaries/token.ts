import { checksumOf, scramble, unscramble } from './scramble.ts';

/** What a canary token says: whose value it stands in. Tokens need no secret to be read. */
export type CanaryToken = {
  /** The run that planted it, 28 bits. */
  run: number;
  /** The account it belongs to, 20 bits. */
  account: number;
  /** The field (or file, or medium) that carries it, 12 bits. */
  field: number;
};

/**
 * Four threes. Digits have no case, so every encoding needs one needle only; and 0x33 repeats after
 * four bits, so that base64 shows the same `zMz` at all three alignments.
 */
export const TOKEN_PREFIX = '3333';
/** Symbols after the prefix: 12 of identity (60 bits), 4 of checksum (20 bits). */
export const PAYLOAD_LENGTH = 16;
/** Characters of a token: few enough for a version 1 QR code at correction level M. */
export const TOKEN_LENGTH = TOKEN_PREFIX.length + PAYLOAD_LENGTH;

/**
 * Base32 without `3`, so that the payload begins where a run of threes ends, and without the
 * letters that look like digits (`i`, `l`, `o`).
 */
const ALPHABET = '012456789abcdefghjkmnpqrstuvwxyz';
const SYMBOLS = new Int8Array(256).fill(-1);
for (const [value, letter] of [...ALPHABET].entries()) {
  SYMBOLS[letter.charCodeAt(0)] = value;
  SYMBOLS[letter.toUpperCase().charCodeAt(0)] = value;
}

/**
 * Writes a token: 20 lower-case letters and digits.
 * @throws RangeError when a number does not fit its bits.
 */
export const writeToken = ({ run, account, field }: CanaryToken): string => {
  check('run', run, 28);
  check('account', account, 20);
  check('field', field, 12);
  const halves = scramble([run * 4 + (account >>> 18), (account & 0x3ffff) * 4096 + field]);
  const [left, right] = halves;
  return TOKEN_PREFIX + symbols(left, 6) + symbols(right, 6) + symbols(checksumOf(halves), 4);
};

/** Reads the first token in a text, whatever its case; null when there is none. */
export const readToken = (text: string): CanaryToken | null => {
  for (const { index } of text.matchAll(/333(?=3[^3])/g)) {
    const from = index + TOKEN_PREFIX.length;
    const token = readPayload((symbol) => text.charCodeAt(from + symbol));
    if (token) return token;
  }
  return null;
};

/**
 * Reads what follows the prefix.
 * @param codeAt gives the character code of each of the {@link PAYLOAD_LENGTH} symbols
 */
export const readPayload = (codeAt: (symbol: number) => number): CanaryToken | null => {
  let [left, right, checksum] = [0, 0, 0];
  for (let at = 0; at < PAYLOAD_LENGTH; at++) {
    const code = codeAt(at);
    const value = code < 256 ? (SYMBOLS[code] ?? -1) : -1;
    if (value < 0) return null;
    if (at < 6) left = (left << 5) | value;
    else if (at < 12) right = (right << 5) | value;
    else checksum = (checksum << 5) | value;
  }
  if (checksumOf([left, right]) !== checksum) return null;
  const [high, low] = unscramble([left, right]);
  return { run: high >>> 2, account: (high & 3) * 0x40000 + (low >>> 12), field: low & 0xfff };
};

const symbols = (value: number, count: number): string => {
  let text = '';
  for (let shift = (count - 1) * 5; shift >= 0; shift -= 5)
    text += ALPHABET[(value >>> shift) & 31];
  return text;
};

const check = (name: string, value: number, bits: number): void => {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** bits) return;
  throw new RangeError(`A canary token's ${name} must be a whole number of ${bits} bits: ${value}`);
};
