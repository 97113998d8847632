import { fitsCohort, readPool } from '../accounts/pool.ts';
import type { Definition } from '../deployment/definition.ts';
import { type Cohort, describeCohort } from '../domain/account.ts';
import { UsageError } from '../domain/errors.ts';
import { sideFactors } from '../domain/phase.ts';

/**
 * Before anything is sent: an accounts file with too few accounts for the cohorts is the user's to mend. Does
 * nothing where the definition creates accounts.
 */
export async function assertPoolSuffices(
  { accounts }: Definition,
  cohorts: readonly Cohort[],
): Promise<void> {
  if (accounts.pool === undefined) return;
  const free = [...(await readPool(accounts.pool, process.env))];
  const lacking = new Map<string, number>();
  const want = (role: string, cohort: Cohort): void => {
    const index = free.findIndex((entry) => entry.role === role && fitsCohort(entry, cohort));
    if (index !== -1) {
      free.splice(index, 1);
      return;
    }
    // Sides of the update are not written in the file.
    const own = Object.entries(cohort).filter(([factor]) => !Object.hasOwn(sideFactors, factor));
    const kind =
      own.length === 0 ? role : `${role} with ${describeCohort(Object.fromEntries(own))}`;
    lacking.set(kind, (lacking.get(kind) ?? 0) + 1);
  };
  for (const cohort of cohorts) want('patient', cohort);
  for (const [role, count] of Object.entries(accounts.staff ?? {})) {
    for (let number = 0; number < count; number += 1) want(role, {});
  }
  if (lacking.size === 0) return;
  const lines = [...lacking].map(([kind, count]) => `  ${count} more: ${kind}`);
  throw new UsageError(
    `the accounts file ${accounts.pool} has too few accounts for this run. It needs\n${lines.join('\n')}`,
    'Add them to the file, or ask for fewer accounts with --accounts.',
  );
}
