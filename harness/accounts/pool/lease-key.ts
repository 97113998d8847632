import { hash, scryptSync } from 'node:crypto';
import { marksOf } from './account-marks.ts';
import type { PoolAccount } from './pool.ts';

/**
 * Names an account in the folder of leases, without anything of it that could be read there: what only secrets
 * tell is hashed slowly, so that nobody finds them by trying.
 */
export function leaseKey(account: Pick<PoolAccount, 'credentials' | 'ids'>): string {
  const [[name, value] = ['', '']] = marksOf(account);
  const isSecret = name === 'credentials' || /totpsecret$/i.test(name);
  const digest = isSecret
    ? scryptSync(value, 'chaperone-lease', 16).toString('hex')
    : hash('sha256', JSON.stringify(['chaperone-lease', name.toLowerCase(), value]));
  return digest.slice(0, 32);
}
