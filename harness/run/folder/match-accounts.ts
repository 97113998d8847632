import type { Holding } from '../../accounts/pool/lease-files.ts';
import { fitsCohort, type PoolAccount } from '../../accounts/pool/pool.ts';
import type { Cohort, Role } from '../../domain/account.ts';

/** Somebody whom an account of the pool is to stand for. */
export type Wanted = { role: Role; cohort: Cohort };

/** An account of the pool, with who has it. */
export type PoolState = PoolAccount & { key: string; holding: Holding };

/** Whether an account can stand for somebody. */
export function canBe(
  account: Pick<PoolAccount, 'role' | 'cohort'>,
  { role, cohort }: Wanted,
): boolean {
  return account.role === role && fitsCohort(account, cohort);
}

/**
 * Gives as many as possible an account of their own: one that fits several is left to those whom no other
 * fits (augmenting paths).
 */
export function matchAccounts<Account extends Pick<PoolAccount, 'role' | 'cohort'>>(
  wanted: readonly Wanted[],
  accounts: readonly Account[],
): ReadonlyMap<Wanted, Account> {
  const takenBy = new Map<Account, Wanted>();
  const find = (one: Wanted, tried: Set<Account>): boolean => {
    for (const account of accounts) {
      if (tried.has(account) || !canBe(account, one)) continue;
      tried.add(account);
      const holder = takenBy.get(account);
      if (holder !== undefined && !find(holder, tried)) continue;
      takenBy.set(account, one);
      return true;
    }
    return false;
  };
  for (const one of wanted) find(one, new Set());
  return new Map([...takenBy].map(([account, one]) => [one, account]));
}
