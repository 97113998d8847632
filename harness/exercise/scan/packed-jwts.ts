import { decodeBase64 } from '../../canaries/base64.ts';
import { findJwts, longestJwt } from './jwt.ts';
import type { Jwt } from './jwt.ts';

/** Base64 of `eyJ`, with which a JWT begins, at each place of a group of three bytes. `before`: letters of the group before it. */
const begins = [
  { letters: Buffer.from('ZXlK'), before: 0 },
  { letters: Buffer.from('V5S'), before: 2 },
  { letters: Buffer.from('leU'), before: 3 },
];

/** Most places that are read as packed JWTs. A text may have millions, and each takes as long as a JWT may be. */
const mostTries = 1000;

/** Finds the JWTs in a text, as they are and within base64. Few texts have any. */
export function findAllJwts(content: string | Buffer): Jwt[] {
  const plain = content.includes('eyJ') ? findJwts(content.toString('latin1')) : [];
  return [
    ...plain,
    ...findPackedJwts(typeof content === 'string' ? Buffer.from(content) : content),
  ];
}

/**
 * Finds JWTs within base64, such as in JSON that is packed as one text. `at`: the byte at which the base64 of the JWT
 * begins.
 */
function findPackedJwts(bytes: Buffer): Jwt[] {
  let tries = 0;
  return begins.flatMap(({ letters, before }) => {
    const found: Jwt[] = [];
    let at = bytes.indexOf(letters);
    for (; at >= 0 && tries < mostTries; tries += 1) {
      const jwt = at < before ? undefined : jwtAt(bytes, at - before);
      if (jwt !== undefined) found.push({ ...jwt, at });
      at = bytes.indexOf(letters, at + (jwt?.text.length ?? letters.length));
    }
    return found;
  });
}

/** The JWT that begins within the first group of the base64 at a place. */
function jwtAt(bytes: Buffer, from: number): Jwt | undefined {
  if (!decoded(bytes, from, 6).includes('eyJ')) return undefined;
  const [first] = findJwts(decoded(bytes, from, longestJwt + 3));
  return first !== undefined && first.at < 3 ? first : undefined;
}

function decoded(bytes: Buffer, from: number, length: number): string {
  const into = Buffer.alloc(length);
  return into.toString('latin1', 0, decodeBase64(bytes, from, into));
}
