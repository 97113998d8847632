import type { Command } from 'commander';
import { exitCodes } from '../../domain/verdict/verdict.ts';
import { addUp } from '../../run/coverage/add-up.ts';
import { readCoverages } from '../../run/coverage/read-coverages.ts';
import { defaultOut } from '../../run/folder/run-folder.ts';
import { coverageInWords } from '../words/coverage-in-words.ts';
import { wholeNumber } from '../options/run-options.ts';

type CoverageOptions = { last: number; line?: string; json?: true; strict?: true };

/** Adds the command `chaperone coverage`. */
export function addCoverageCommand(program: Command, settle: (exitCode: number) => void): void {
  program
    .command('coverage')
    .summary('add up what the last runs covered')
    .description(
      'Adds up coverage.json of the last runs: pairs of probe and surface, and of a viewer\u2019s and an owner\u2019s kind, that any of them covered, ' +
        'and those that have been uncovered the longest. Gates with different seeds cut different things: together they cover more than one.',
    )
    .argument(
      '[folder...]',
      `folders of runs, or of artefacts that hold coverage.json (default: ${defaultOut})`,
    )
    .option('--last <number>', 'at most so many runs, the latest', wholeNumber(1, 10_000), 10)
    .option(
      '--line <release>',
      'runs of releases that begin so, e.g. 2026.11 (default: any release)',
    )
    .option('--json', 'prints JSON for other programs (default: a text)')
    .option('--strict', 'ends with 3 where a pair was never covered (default: with 0)')
    .action(async (folders: readonly string[], { last, line, json, strict }: CoverageOptions) => {
      const wanted = folders.length > 0 ? folders : [defaultOut];
      const sum = addUp(
        await readCoverages(wanted, { last, ...(line === undefined ? {} : { line }) }),
      );
      process.stdout.write(
        json === true
          ? `${JSON.stringify(sum, null, 2)}\n`
          : `${coverageInWords(sum).join('\n')}\n`,
      );
      if (strict === true && sum.uncovered.some(({ never }) => never))
        settle(exitCodes.inconclusive);
    });
}
