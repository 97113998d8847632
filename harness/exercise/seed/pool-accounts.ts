import { type FormerRun, formerRuns, rememberRun } from '../../accounts/pool/former-runs.ts';
import { leasesOf } from '../../accounts/pool/lease-files.ts';
import { leaseKey } from '../../accounts/pool/lease-key.ts';
import { type PoolAccount, readPool } from '../../accounts/pool/pool.ts';
import { leaseFolder } from '../../deployment/lease-folder.ts';
import {
  type Cohort,
  cohortKey,
  describeCohort,
  type Role,
} from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Account } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';

/** Gives out the accounts that the run has leased from an accounts file, each once. */
export type AccountPool = {
  /**
   * Gives an account that was leased for this cohort and role, with the earlier runs that used it. Rejects when there
   * is no further one.
   * @param wanted.number the account's number in this run
   * @param held the accounts that the worker holds already, including those from an earlier worker
   */
  take(
    wanted: { cohort: Cohort; role: Role; number: number },
    held: Iterable<Account>,
  ): Promise<PoolAccount & { formerly: readonly FormerRun[] }>;
};

/** The role of a worker that knows where accounts come from. */
export type AccountSource = {
  /** Null when the definition creates accounts. */
  pool: AccountPool | null;
};

/** Opens the accounts that the run has leased; null when the definition creates accounts. */
export function openPool({
  definition,
  part,
  plan,
}: Pick<RunIdentity, 'definition' | 'part' | 'plan'>): AccountPool | null {
  const file = definition.accounts.pool;
  const folder = leaseFolder(definition.accounts);
  if (file === undefined || folder === null) return null;
  const given = new Set<string>();
  let reading: Promise<readonly (PoolAccount & { key: string })[]> | null = null;
  return {
    async take({ cohort, role, number }, held) {
      if (part !== 'sweep') throw onlySweep([part]);
      reading ??= readPool(file, process.env).then((pool) =>
        pool.map((account) => ({ ...account, key: leaseKey(account) })),
      );
      const pool = await reading;
      const used = new Set([...held].map(leaseKey));
      const leases = leasesOf(folder, plan.run);
      const found = pool.find(({ key }) => {
        const lease = leases.get(key);
        if (lease === undefined || given.has(key) || used.has(key)) return false;
        return lease.role === role && cohortKey(lease.cohort) === cohortKey(cohort);
      });
      if (found === undefined) {
        throw new Error(
          `the run has leased no further ${role} with ${describeCohort(cohort)} from the accounts file`,
        );
      }
      given.add(found.key);
      const { key, ...account } = found;
      const formerly = formerRuns(folder, key);
      rememberRun(folder, key, { run: plan.run, number });
      return { ...account, formerly };
    },
  };
}

/** The error for parts that create accounts as they go. Two of their tests must not share an account of the pool. */
export function onlySweep(parts: readonly string[]): UsageError {
  return new UsageError(
    `The ${parts.join(' and ')} need accounts of their own, and accounts.pool has only those of the sweep.`,
    'Run with --only sweep, or give the definition accounts.create.',
  );
}
