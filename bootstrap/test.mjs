/**
 * `npm test [-- step…]`: every step, or those named; the last line is what all of them counted.
 * A step that fails does not keep the later ones from running.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInPlace } from './child.mjs';
import { readJson } from './packages.mjs';
import { playwrightSkipped, skippedInWords, vitestSkipped } from './skipped.mjs';
import { chosenSteps, steps, withReport } from './test-steps.mjs';
import { describe, judgeStep, playwrightTotals, sum, vitestTotals } from './totals.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const readTotals = { vitest: vitestTotals, playwright: playwrightTotals };
const readSkipped = { vitest: vitestSkipped, playwright: playwrightSkipped };
const colourless = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
const interrupted = 128;

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} names */
async function main(names) {
  const chosen = chosenSteps(names);
  if (chosen === undefined) {
    console.error(`Steps are: ${steps.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'chaperone-test-'));
  const judged = [];
  const skipped = [];
  try {
    for (const step of chosen) {
      console.log(`\n── ${step.name} ──`);
      const outcome = await runStep(step, join(folder, `${step.name}.json`));
      judged.push(judgeStep(outcome));
      skipped.push(...outcome.skipped);
      if (outcome.code > interrupted) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const complaints = judged.flatMap(({ complaint }) => complaint ?? []);
  const total = sum(judged.map(({ totals }) => totals));
  console.log(['', ...skippedInWords(skipped), ...complaints, describe(total)].join('\n'));
  return complaints.length === 0 ? 0 : 1;
}

/**
 * @param {import('./test-steps.mjs').TestStep} step
 * @param {string} file for its report
 */
async function runStep(step, file) {
  const { args, env } = withReport(step, file);
  const code = await runInPlace(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...colourless, ...env },
  });
  const report = step.runner === undefined ? undefined : readJson(file);
  return {
    name: step.name,
    code,
    counts: step.runner !== undefined,
    totals:
      report === undefined || step.runner === undefined
        ? undefined
        : readTotals[step.runner](report),
    skipped:
      report === undefined || step.runner === undefined ? [] : readSkipped[step.runner](report),
  };
}
