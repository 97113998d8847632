import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What it costs to hash a password with argon2id. */
export interface PasswordCost {
  /** In KiB. */
  memory: number;
  passes: number;
}

/** OWASP's first choice: 19 MiB, two passes, one lane. */
export const owaspCost: PasswordCost = { memory: 19 * 1024, passes: 2 };
/** The least that argon2id takes. It protects nobody: only for accounts that are made up and soon gone. */
export const leastCost: PasswordCost = { memory: 8, passes: 1 };

const derive = promisify(argon2);
const always = { parallelism: 1, tagLength: 32 };

/** Hashes a password off the main thread; the answer holds its salt and cost (PHC format). */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password, nonce, ...cost, ...always });
  const encoded = `${nonce.toString('base64url')}$${tag.toString('base64url')}`;
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${encoded}`;
}

/**
 * Whether this is the password that was hashed. Where there is no such account it takes as long as
 * for one that was hashed at this cost.
 */
export async function verifyPassword(
  password: string,
  hash: string | undefined,
  usual: PasswordCost,
): Promise<boolean> {
  const known = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w-]+)\$([\w-]+)$/.exec(hash ?? '');
  const [, memory, passes, salt = 'no-account-no-account', expected = ''] = known ?? [];
  const cost = known === null ? usual : { memory: Number(memory), passes: Number(passes) };
  const nonce = Buffer.from(salt, 'base64url');
  const tag = await derive('argon2id', { message: password, nonce, ...cost, ...always });
  const wanted = Buffer.from(expected, 'base64url');
  return wanted.length === tag.length && timingSafeEqual(wanted, tag);
}
