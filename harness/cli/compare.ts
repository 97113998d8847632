import type { Command } from 'commander';
import { compareRuns } from '../run/comparing/compare-runs.ts';
import { readJudgedRun } from '../run/comparing/read-judged-run.ts';
import { findRunFolder } from '../run/folder/run-folder.ts';
import { comparisonInWords } from './comparison-in-words.ts';

/** Adds the command `chaperone compare`. */
export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .summary('show two runs side by side')
    .description(
      'Shows verdicts, violations (new, gone, persisting), surfaces, coverage, residual risk, scope and accounts of two judged runs side by side. ' +
        'It judges nothing, and exits with 0 whatever the verdicts are.',
    )
    .argument('<first>', 'folder of the earlier run, or its name')
    .argument('<second>', 'folder of the later run, or its name')
    .option('--json', 'prints JSON for other programs (default: a table)')
    .action(async (first: string, second: string, { json }: { json?: true }) => {
      const runs = [first, second].map(async (name) => readJudgedRun(await findRunFolder(name)));
      const [one, other] = await Promise.all(runs);
      if (one === undefined || other === undefined) return;
      const comparison = compareRuns(one, other);
      process.stdout.write(
        json === true
          ? `${JSON.stringify(comparison, null, 2)}\n`
          : `${comparisonInWords(comparison).join('\n')}\n`,
      );
    });
}
