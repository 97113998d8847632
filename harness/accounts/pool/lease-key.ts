import { hash, scryptSync } from 'node:crypto';
import { marksOf } from './account-marks.ts';
import type { PoolAccount } from './pool.ts';

/**
 * The name of an account in the folder of leases. It is a hash, so that no detail of the account can be read there. If
 * the account is identified only by a secret, the hash is a slow one, so that the secret cannot be found by trying.
 */
export function leaseKey(account: Pick<PoolAccount, 'credentials' | 'ids'>): string {
  const [[name, value] = ['', '']] = marksOf(account);
  const isSecret = name === 'credentials' || /totpsecret$/i.test(name);
  const digest = isSecret
    ? scryptSync(value, 'chaperone-lease', 16).toString('hex')
    : hash('sha256', JSON.stringify(['chaperone-lease', name.toLowerCase(), value]));
  return digest.slice(0, 32);
}
