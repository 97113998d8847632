import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What one hash costs: KiB of memory, and passes over it. */
type Cost = { memory: number; passes: number };

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const owasp: Cost = { memory: 19 * 1024, passes: 2 };

/**
 * For a clinic whose patients are all made up and that lives for a minute: hundreds of accounts sign up and in there,
 * and nobody will ever guess at the hashes.
 */
const cheap: Cost = { memory: 64, passes: 1 };

const derive = promisify(argon2);
const written = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w-]+)\$([\w-]+)$/;

/** Hashes a password off the main thread; the answer holds its salt and cost (PHC format). */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const cost = costNow();
  const tag = await tagOf(password, nonce, cost);
  const { memory, passes } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${nonce.toString('base64url')}$${tag.toString('base64url')}`;
}

/** Whether this is the password that was hashed. Takes as long when there is no such account. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, memory, passes, nonce, expected] = written.exec(hash ?? '') ?? [];
  const cost = memory && passes ? { memory: Number(memory), passes: Number(passes) } : costNow();
  const tag = await tagOf(
    password,
    Buffer.from(nonce ?? 'no-account-no-account', 'base64url'),
    cost,
  );
  const known = Buffer.from(expected ?? '', 'base64url');
  return known.length === tag.length && timingSafeEqual(known, tag);
}

function costNow(): Cost {
  return process.env['CLINIC_CHEAP_PASSWORDS'] === 'yes' ? cheap : owasp;
}

async function tagOf(message: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  return derive('argon2id', { message, nonce, ...cost, parallelism: 1, tagLength: 32 });
}
