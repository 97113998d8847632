import { isRecheckable } from '../../../harness/domain/verdict/recheckable.ts';
import type { Case } from '../../../harness/domain/verdict/case.ts';
import { quoteShell } from '../../escape.ts';
import type { ReportInput } from '../../input.ts';

function word(text: string): string {
  return /^[\w./+-]+$/.test(text) ? text : quoteShell(text);
}

/** How to exercise the deployment again with the same accounts' cohorts, pairings and personas. */
export function replayCommand({ plan, verdict }: ReportInput): string {
  return plan.command ?? `${cliOf(plan)} verify --seed ${verdict.seed}`;
}

/** How to judge what was recorded again, without the deployment. */
export function judgeCommand({ plan }: ReportInput): string {
  return `${cliOf(plan)} judge ${word(folderOf(plan))}`;
}

/**
 * How to look whether a cause is mended: by the first of its cases that can be looked at by itself; where none can, by
 * the whole run again.
 */
export function mendedCommand(input: ReportInput, cases: readonly Case[]): string {
  return recheckCommand(input, cases) ?? replayCommand(input);
}

/** How to look at the first of these cases that can be looked at by itself again. Null: none can, and the run is needed. */
export function recheckCommand({ plan }: ReportInput, cases: readonly Case[]): string | null {
  const found = cases.find(({ violation }) => isRecheckable(violation, plan));
  if (found === undefined) return null;
  return `${cliOf(plan)} recheck${definitionOptions(plan)} ${word(folderOf(plan))} ${found.violation.id}`;
}

/**
 * How to sign the run off. What only whoever signs knows stands in angle brackets.
 * @param needsReason something speaks against it, so that it is signed only with a reason
 */
export function signCommand({ plan }: ReportInput, needsReason: boolean): string {
  const despite = needsReason ? " --despite '<reason>'" : '';
  return `${cliOf(plan)} sign-off ${word(folderOf(plan))} --by '<who signs>' --subject '<artefact>@sha256:<digest>' --key '<private key>'${despite}`;
}

/** How to check the sign-off before a release is deployed. */
export function checkSignOffCommand({ plan, verdict }: ReportInput): string {
  const file = word(`${folderOf(plan)}/sign-off.dsse.json`);
  const release = word(verdict.release ?? '<release>');
  return `${cliOf(plan)} check-sign-off ${file} --key '<public key>' --release ${release} --subject '<artefact>@sha256:<digest>'`;
}

/** Where the run's folder lies, seen from where it was made. */
function folderOf({ out, name }: ReportInput['plan']): string {
  return `${out ?? 'reports/runs'}/${name}`;
}

/** How the CLI is started: by npm's script in a checkout, else by the package's own binary. */
const [inCheckout, inPackage] = ['npm run -s chaperone --', 'npx --no chaperone'];

/** How the CLI is started where the run was made; its command says so. Safe in a shell. */
export function cliOf({ command }: ReportInput['plan']): string {
  return command?.startsWith(inCheckout) ? inCheckout : inPackage;
}

/** What the update changed, as a command line has it: it may look like other options. */
const sameRelease = / --same-release (?:[^' ]+|(?:'[^']*'|\\')+)/;

/** The options by which the run's definition is chosen, with a space before each. Safe in a shell. */
export function definitionOptions({ command = '' }: ReportInput['plan']): string {
  const others = command.replace(sameRelease, '');
  const [, named] = / --config ([\w./,:@%+=-]+|'(?:[^']|'\\'')*')(?= |$)/.exec(others) ?? [];
  const isDemo = / --demo(?= |$)/.test(others);
  return `${isDemo ? ' --demo' : ''}${named === undefined ? '' : ` --config ${named}`}`;
}
