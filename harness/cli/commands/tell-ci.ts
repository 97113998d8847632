import { randomUUID } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { readVariable } from '../../domain/read-environment.ts';
import { withinBytes } from '../../../reports/index.ts';
import type { Conclusion } from '../../run/conclude.ts';
import { isOnGitHub } from './on-github.ts';
import { say } from '../say.ts';

/** GitHub drops what a step adds to the summary beyond this. */
const summaryBytes = 2 ** 20;

/**
 * Prints the text of a verdict. GitHub's runner takes lines of it that begin with `::` for commands, and a deployment has
 * a say in the text: while it is printed, commands are stopped.
 */
export function printText(text: string): void {
  if (!isOnGitHub()) {
    process.stdout.write(text);
    return;
  }
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n${text}\n::${token}::\n`);
}

/** Tells the CI that runs this of a verdict, each in the way that it asks for; elsewhere it does nothing. */
export async function tellCi({ folder, verdict, summary, annotations }: Conclusion): Promise<void> {
  if (isOnGitHub()) for (const line of annotations) process.stdout.write(`${line}\n`);
  await appendSummary(summary);
  await giveOutputs({ verdict: verdict.verdict, folder });
}

/** Gives outputs of a step, for steps after it. Where nothing asks for them it does nothing. */
export async function giveOutputs(outputs: Readonly<Record<string, string>>): Promise<void> {
  const file = readVariable('GITHUB_OUTPUT');
  if (file === undefined) return;
  // A delimiter that no value can know: a line feed in a value would give further outputs.
  const end = `end-${randomUUID()}`;
  const lines = Object.entries(outputs).map(
    ([name, value]) => `${name}<<${end}\n${value}\n${end}\n`,
  );
  await appendFile(file, lines.join('')).catch(complain('GITHUB_OUTPUT'));
}

async function appendSummary(summary: string): Promise<void> {
  const file = readVariable('GITHUB_STEP_SUMMARY');
  if (file === undefined) return;
  const used = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  await appendFile(file, withinBytes(summary, summaryBytes - used)).catch(
    complain('GITHUB_STEP_SUMMARY'),
  );
}

/** The verdict stands whether or not the CI can be told of it. */
function complain(variable: string): (error: unknown) => void {
  return (error) => {
    const why = error instanceof Error ? error.message : String(error);
    say(
      `The file that ${variable} names was not written: ${why}. Check that the step may write it.`,
    );
  };
}
