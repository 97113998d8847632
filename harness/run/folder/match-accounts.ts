import type { Holding } from '../../accounts/pool/lease-files.ts';
import { fitsCohort, type PoolAccount } from '../../accounts/pool/pool.ts';
import type { Cohort, Role } from '../../domain/accounts/account.ts';

/** An account that a run needs from the pool. */
export type Wanted = { role: Role; cohort: Cohort };

/** An account of the pool, with the run that holds it, if any. */
export type PoolState = PoolAccount & { key: string; holding: Holding };

/** Whether an account of the pool has the role and cohort that a run needs. */
export function canBe(
  account: Pick<PoolAccount, 'role' | 'cohort'>,
  { role, cohort }: Wanted,
): boolean {
  return account.role === role && fitsCohort(account, cohort);
}

/**
 * Matches as many needs as possible with an account each. An account that fits several needs is left to the one that no
 * other account fits (a bipartite matching by augmenting paths).
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
