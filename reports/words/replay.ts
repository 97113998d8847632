import { quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';

function word(text: string): string {
  return /^[\w./+-]+$/.test(text) ? text : quoteShell(text);
}

/** How to exercise the deployment again with the same accounts' cohorts, pairings and personas. */
export function replayCommand({ plan, verdict }: ReportInput): string {
  return plan.command ?? `${cliOf(plan)} verify --seed ${verdict.seed}`;
}

/** How to judge what was recorded again, without the deployment. */
export function judgeCommand({ plan }: ReportInput): string {
  return `${cliOf(plan)} judge ${word(`${plan.out ?? 'reports/runs'}/${plan.name}`)}`;
}

/** How the CLI is started: by npm's script in a checkout, else by the package's own binary. */
const [inCheckout, inPackage] = ['npm run -s chaperone --', 'npx --no chaperone'];

/** How the CLI is started where the run was made; its command says so. Safe in a shell. */
export function cliOf({ command }: ReportInput['plan']): string {
  return command?.startsWith(inCheckout) ? inCheckout : inPackage;
}

/** The options by which the run's definition is chosen, with a space before each. Safe in a shell. */
export function definitionOptions({ command = '' }: ReportInput['plan']): string {
  const [, named] = / --config ([\w./,:@%+=-]+|'(?:[^']|'\\'')*')(?= |$)/.exec(command) ?? [];
  const isDemo = / --demo(?= |$)/.test(command);
  return `${isDemo ? ' --demo' : ''}${named === undefined ? '' : ` --config ${named}`}`;
}
