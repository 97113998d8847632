import { fitsCohort, readPool } from '../accounts/pool.ts';
import type { PoolAccount } from '../accounts/pool.ts';
import type { Cohort, Role } from '../domain/account.ts';
import { describeCohort } from '../domain/account.ts';
import { UsageError } from '../domain/errors.ts';
import type { Account, WorkerOptions } from './worker-types.ts';

/** Gives out the accounts of a pool file, each once. */
export type AccountPool = {
  /** `held`: the accounts that the worker has already, some of them from an earlier worker. */
  take(wanted: { cohort: Cohort; role: Role }, held: Iterable<Account>): Promise<PoolAccount>;
};

/** Null where the definition creates accounts. */
export function openPool({ definition, part }: WorkerOptions): AccountPool | null {
  const file = definition.accounts.pool;
  if (file === undefined) return null;
  const given = new Set<PoolAccount>();
  let pool: Promise<readonly PoolAccount[]> | null = null;
  return {
    async take({ cohort, role }, held) {
      if (part !== 'sweep') {
        // Two workers with one account would take each other's data for a leak.
        throw new UsageError(
          `The ${part} need accounts of their own, and accounts.pool has only those of the sweep.`,
          'Run with --only sweep, or give the definition accounts.create.',
        );
      }
      pool ??= readPool(file, process.env);
      const used = new Set([...held].map(({ credentials }) => JSON.stringify(credentials)));
      const found = (await pool).find(
        (entry) =>
          !given.has(entry) &&
          !used.has(JSON.stringify(entry.credentials)) &&
          entry.role === role &&
          fitsCohort(entry, cohort),
      );
      if (found === undefined)
        throw new Error(`the accounts file has no further ${role} with ${describeCohort(cohort)}`);
      given.add(found);
      return found;
    },
  };
}
