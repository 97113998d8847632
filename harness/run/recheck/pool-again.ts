import { formerRuns } from '../../accounts/pool/former-runs.ts';
import { leaseFolder } from '../../deployment/lease-folder.ts';
import type { Definition } from '../../deployment/definition.ts';
import { accountId, type AccountId, type Cohort } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { leaseAccounts } from '../folder/lease-accounts.ts';
import { isPatient } from './accounts-again.ts';

/** Milliseconds after which the leases of a recheck expire that was killed. */
const lifetime = 10 * 60_000;

type Leasing = { run: number; name: string; folder: string };

/**
 * Leases the accounts of a pool that the violation is about, by their numbers in the run that found it; and further ones
 * where one of its two was nobody's, or is staff. Does nothing where the definition creates accounts.
 *
 * @param was number of the run that found the violation
 * @param cohorts of the patients, as `cohortsAgain` gives them
 * @returns why they can't be had; null where they were leased
 */
export async function leaseAgain(
  definition: Definition,
  { viewer, owner }: Violation,
  { was, cohorts, ...leasing }: Leasing & { was: number; cohorts: readonly Cohort[] },
): Promise<string | null> {
  const folder = leaseFolder(definition.accounts);
  if (folder === null) return null;
  const patients = new Set(
    [viewer, ...(owner === null ? [] : [owner])].filter(isPatient).map(({ account }) => account),
  );
  const isOf = (key: string, ids: ReadonlySet<AccountId>): boolean =>
    formerRuns(folder, key).some(({ run, number }) => run === was && ids.has(accountId(number)));
  const { staff, ...accounts } = definition.accounts;
  const theirs = cohorts.slice(0, patients.size);
  try {
    await leaseAccounts({ ...definition, accounts }, leasing, theirs, lifetime, ({ key }) =>
      isOf(key, patients),
    );
    const others = { ...definition, accounts: { ...accounts, ...(staff && { staff }) } };
    await leaseAccounts(others, leasing, cohorts.slice(patients.size), lifetime);
    return null;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const ids = [...patients].join(' and ');
    return `${ids} of the run can\u2019t be had from the accounts file again: ${error.message.replaceAll(/\s+/g, ' ')}`;
  }
}
