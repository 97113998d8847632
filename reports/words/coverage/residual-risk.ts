import type { ReportInput } from '../../input.ts';
import { count } from '../counting.ts';

const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });

/** What a run can't rule out, however well it went. */
export function residualRisk({ verdict }: ReportInput): readonly string[] {
  const outOfReach =
    'A leak confined to two particular accounts is out of reach of any run like this one.';
  const risk = verdict.residualRisk;
  if (risk === null) {
    return [
      'How many accounts could be affected unseen is stated only of a run that holds, with no finding accepted.',
      outOfReach,
    ];
  }
  // Rounded up: the bound must not look better than it is.
  const upper = percent.format(Math.ceil(risk.upper95 * 1000) / 1000);
  return [
    `If affected accounts were spread at random, at most ${upper} of accounts are affected (95 %).`,
    `This counts ${count(risk.accounts, 'account')}, never attempts.`,
    outOfReach,
  ];
}
