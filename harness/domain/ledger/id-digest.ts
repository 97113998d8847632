import { createHmac, randomBytes } from 'node:crypto';

/** A new key for a run's digests: 256 random bits, in hex. It is a secret of the run and stays out of its folder. */
export function newIdKey(): string {
  return randomBytes(32).toString('hex');
}

/**
 * Digest of a server-given id or of a whole row, keyed so that nobody who has the history can try short ids or
 * NHS numbers of people whom we did not seed until one fits. 64 bits, hex.
 */
export function idDigest(key: string, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex').slice(0, 16);
}

/** The key of histories of earlier versions, whose facts carry no digests. */
export function formerIdKey(run: number): string {
  return `chaperone id ${run}`;
}
