import { hash, randomBytes } from 'node:crypto';

/** An id that nobody can guess: a prefix that says what it names, and 128 random bits. */
export function newId(prefix: string): string {
  const number = BigInt(`0x${randomBytes(16).toString('hex')}`);
  return `${prefix}_${number.toString(36).padStart(25, '0')}`;
}

/** A bearer secret of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps instead of a token. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'base64url');
}
