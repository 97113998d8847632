/** Values of the characters of both alphabets (RFC 4648 §4 and §5); -1 for all others. */
const SEXTETS = new Int8Array(256).fill(-1);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
for (const [value, letter] of [...`${LETTERS}+/`].entries()) SEXTETS[letter.charCodeAt(0)] = value;
for (const [value, letter] of [...`${LETTERS}-_`].entries()) SEXTETS[letter.charCodeAt(0)] = value;

const [BACKSLASH, LINE_FEED, RETURN, LETTER_N, LETTER_R] = [0x5c, 0x0a, 0x0d, 0x6e, 0x72];

/** The six bits that a letter of base64 stands for, in either alphabet; -1 where it is none. */
export const sextet = (letter = 0): number => SEXTETS[letter] ?? -1;

/**
 * Decodes base64 from a place on, passing over line breaks and JSON's escapes (`\n`, `\r`, `\/`).
 * @returns how many bytes of `into` were filled, fewer where the base64 ends
 */
export const decodeBase64 = (bytes: Uint8Array, from: number, into: Uint8Array): number => {
  const decode = createBase64();
  let [length, at] = [0, from];
  while (length < into.length) {
    const byte = decode(bytes[at++] ?? 0);
    if (byte === 'end') break;
    if (byte !== 'more') into[length++] = byte;
  }
  return length;
};

/** Decodes base64 letter by letter: gives a byte, or that there are `more` to come, or the `end`. */
export const createBase64 = () => {
  let [bits, held, escaped] = [0, 0, false];
  return (letter: number): number | 'more' | 'end' => {
    const isBreak = escaped && (letter === LETTER_N || letter === LETTER_R);
    escaped = letter === BACKSLASH;
    if (isBreak || escaped || letter === LINE_FEED || letter === RETURN) return 'more';
    const value = SEXTETS[letter] ?? -1;
    if (value < 0) return 'end';
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) return 'more';
    bits -= 8;
    return (held >>> bits) & 0xff;
  };
};
