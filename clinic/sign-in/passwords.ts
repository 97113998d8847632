import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };
const prefix = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`;

const derive = promisify(argon2);

/** Hashes a password off the main thread; the answer holds its salt and cost (PHC format). */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password, nonce, ...cost });
  return `${prefix}${nonce.toString('base64url')}$${tag.toString('base64url')}`;
}

/** Whether this is the password that was hashed. Takes as long when there is no such account. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const known = hash?.startsWith(prefix) === true ? hash.slice(prefix.length).split('$') : [];
  const nonce = Buffer.from(known[0] ?? 'no-account-no-account', 'base64url');
  const tag = await derive('argon2id', { message: password, nonce, ...cost });
  const expected = Buffer.from(known[1] ?? '', 'base64url');
  return expected.length === tag.length && timingSafeEqual(expected, tag);
}
