import { quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';

function word(text: string): string {
  return /^[\w./+-]+$/.test(text) ? text : quoteShell(text);
}

/** How to exercise the deployment again with the same accounts' cohorts, pairings and personas. */
export function replayCommand({ plan, verdict }: ReportInput): string {
  return plan.command ?? `npx --no chaperone verify --seed ${verdict.seed}`;
}

/** How to judge what was recorded again, without the deployment. */
export function judgeCommand({ plan }: ReportInput): string {
  return `npx --no chaperone judge ${word(`reports/runs/${plan.name}`)}`;
}
