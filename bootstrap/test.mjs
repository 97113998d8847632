/**
 * `npm test [-- step…]`: every step, or those named; the last line is what all of them counted.
 * A step that fails does not keep the later ones from running.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInPlace } from './child.mjs';
import { failedInWords, playwrightFailed, vitestFailed } from './failed.mjs';
import { readJson } from './packages.mjs';
import { playwrightSkipped, skippedInWords, vitestSkipped } from './skipped.mjs';
import { chosenSteps, steps, withReport } from './test-steps.mjs';
import { describe, judgeStep, playwrightTotals, sum, vitestTotals } from './totals.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = {
  vitest: { totals: vitestTotals, skipped: vitestSkipped, failed: vitestFailed },
  playwright: { totals: playwrightTotals, skipped: playwrightSkipped, failed: playwrightFailed },
};
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
  const failed = [];
  try {
    for (const step of chosen) {
      console.log(`\n── ${step.name} ──`);
      const outcome = await runStep(step, join(folder, `${step.name}.json`));
      judged.push(judgeStep(outcome));
      skipped.push(...outcome.skipped);
      failed.push(...outcome.failed);
      if (outcome.code > interrupted) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const complaints = judged.flatMap(({ complaint }) => complaint ?? []);
  const total = sum(judged.map(({ totals }) => totals));
  const told = [...skippedInWords(skipped), ...failedInWords(failed), ...complaints];
  console.log(['', ...told, describe(total)].join('\n'));
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
  const told = { name: step.name, code, counts: step.runner !== undefined };
  const report = step.runner === undefined ? undefined : readJson(file);
  if (step.runner === undefined || report === undefined)
    return { ...told, totals: undefined, skipped: [], failed: [] };
  const { totals, skipped, failed } = read[step.runner];
  return {
    ...told,
    totals: totals(report),
    skipped: skipped(report),
    failed: failed(report),
  };
}
