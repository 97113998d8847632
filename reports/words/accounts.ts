import type { ReportInput } from '../input.ts';
import { count, number } from './counting.ts';

/** `84 accounts (20 in the sweep)`: properties and scenarios make accounts of their own. */
export function accountsInWords({ verdict: { coverage } }: ReportInput): string {
  const { accounts, sweptAccounts: swept } = coverage;
  const isPart = swept > 0 && swept < accounts;
  return `${count(accounts, 'account')}${isPart ? ` (${number(swept)} in the sweep)` : ''}`;
}
