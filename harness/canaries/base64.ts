/** Values of the characters of both alphabets (RFC 4648 §4 and §5); -1 for all others. */
export const SEXTETS = new Int8Array(256).fill(-1);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
for (const [value, letter] of [...`${LETTERS}+/`].entries()) SEXTETS[letter.charCodeAt(0)] = value;
for (const [value, letter] of [...`${LETTERS}-_`].entries()) SEXTETS[letter.charCodeAt(0)] = value;

const [BACKSLASH, LINE_FEED, RETURN] = [0x5c, 0x0a, 0x0d];
const ESCAPED = new Set([...'nr/\\'].map((letter) => letter.charCodeAt(0)));

/**
 * The next base64 value of a text, passing over line breaks and JSON's escapes (`\n`, `\r`, `\/`).
 * @param cursor moves past what was read
 * @returns -1 at anything that is not base64
 */
export const nextSextet = (bytes: Uint8Array, cursor: { at: number }): number => {
  for (;;) {
    const byte = bytes[cursor.at] ?? 0;
    const value = SEXTETS[byte] ?? -1;
    if (value >= 0 || (byte !== LINE_FEED && byte !== RETURN && byte !== BACKSLASH)) {
      if (value >= 0) cursor.at++;
      return value;
    }
    if (byte === BACKSLASH) {
      const escaped = bytes[cursor.at + 1] ?? 0;
      if (!ESCAPED.has(escaped)) return -1;
      // An escaped slash or a further backslash is read by itself.
      cursor.at += escaped === 0x2f || escaped === BACKSLASH ? 1 : 2;
    } else cursor.at++;
  }
};
