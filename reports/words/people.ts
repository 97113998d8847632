import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { AccountId, Role } from '../../harness/domain/accounts/account.ts';
import type { ReportInput } from '../input.ts';
import { namesOfAccounts } from './names.ts';

/** `patient`, a staff role, or `anonymous`. */
export function roleOf(input: ReportInput, account: AccountId): Role {
  if (account === anonymous) return anonymous;
  return input.ledger.accounts.get(account)?.role ?? 'patient';
}

/** `UK patient who switched to video, no. 3 (a17)`, `clinician a29`, `somebody not signed in`. */
export function person(input: ReportInput, account: AccountId): string {
  const role = roleOf(input, account);
  if (role === anonymous) return 'somebody not signed in';
  const name = namesOfAccounts(input).get(account);
  return name === undefined ? `${role} ${account}` : `${name} (${account})`;
}

/** `an unknown person` where the owner is nobody of this run. */
export function owner(input: ReportInput, account: AccountId | null): string {
  return account === null ? 'an unknown person' : person(input, account);
}

/** The short name of somebody whose whole name was just said: `a17`, `clinician a29`, `somebody not signed in`. */
export function personAgain(input: ReportInput, account: AccountId | null): string {
  if (account === null) return owner(input, null);
  return roleOf(input, account) === 'patient' ? account : person(input, account);
}
