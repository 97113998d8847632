import { noOldSession } from '../../../harness/domain/surfaces/variant.ts';
import type { ReportInput } from '../../input.ts';
import { count, number } from '../counting.ts';

/** `84 accounts (20 in the sweep)`: properties and scenarios make accounts of their own. */
export function accountsInWords({ verdict: { coverage } }: ReportInput): string {
  const { accounts, sweptAccounts: swept } = coverage;
  const isPart = swept > 0 && swept < accounts;
  return `${count(accounts, 'account')}${isPart ? ` (${number(swept)} in the sweep)` : ''}`;
}

/** That `--accounts` allowed for pairs of factor levels only; null where it did not, or pairs were asked for. */
export function chosenByPairs({ plan }: ReportInput): string | null {
  const { accountsForTriples } = plan;
  if (accountsForTriples === undefined) return null;
  return `the accounts were chosen by pairs of factor levels: combinations of three would take ${count(accountsForTriples, 'account')}, more than --accounts allowed`;
}

/** Probes that tried nothing since no account of the run was fit for them; null where there is none. */
export function lackedAccounts({ verdict }: ReportInput): string | null {
  const lacking = verdict.coverage.probes.filter(
    ({ tried, why }) => tried === 0 && why === noOldSession,
  );
  return lacking.length === 0 ? null : lacking.map(({ id, why }) => `${id} (${why})`).join(', ');
}
