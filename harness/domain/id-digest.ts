import { createHmac } from 'node:crypto';

/**
 * Digest of a server-given id, keyed with the run: the history can then be judged by ids without holding
 * those of people whom we did not seed. 64 bits, hex.
 */
export function idDigest(run: number, value: string): string {
  return createHmac('sha256', `chaperone id ${run}`).update(value).digest('hex').slice(0, 16);
}
