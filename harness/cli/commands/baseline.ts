import { basename } from 'node:path';
import type { Command } from 'commander';
import { oneLine } from '../../../reports/escape.ts';
import { baselineName } from '../../run/baseline/read-baseline.ts';
import { writeBaseline } from '../../run/baseline/write-baseline.ts';
import { shellWord } from '../../run/parts/command-of.ts';
import { findRunFolder } from '../../run/folder/run-folder.ts';
import { recallSealKey } from '../../run/folder/secrets-of-run.ts';
import { withRun } from '../options/definition-options.ts';

/** Adds the command `chaperone baseline`. */
export function addBaselineCommand(program: Command): void {
  const command = program
    .command('baseline')
    .summary('write what a run saw into a file for git')
    .description(
      'Judges a run again from its files and writes what it saw (violations, surfaces, operations of the document; no accounts) into a small file, ' +
        'which `chaperone verify` reads beside the definition to tell new, fixed and persisting apart. It admits nothing: admissions stand in `accept` alone.',
    );
  withRun(command)
    .option('--out <file>', 'the file; a baseline of the same deployment is replaced', baselineName)
    .action(async (name: string, { out }: { out: string }) => {
      const folder = await findRunFolder(name);
      const baseline = await writeBaseline(folder, out, await recallSealKey(folder));
      const { violations, surfaces, operations } = baseline;
      process.stdout.write(
        `${oneLine(out)}: faults ${violations.length}, surfaces ${surfaces.length}, operations without a surface ${operations.length}; release ${oneLine(baseline.release ?? 'unknown')}, ${baseline.date}\n` +
          'Read what changed in it (git diff), and commit it: what stands there is reviewed, and admitted is none of it.\n' +
          comparedWith(out),
      );
    });
}

/** Which runs will be compared with it: a file of another name, or in another place, is named to each. */
function comparedWith(out: string): string {
  return basename(out) === baselineName
    ? 'Every later run whose definition lies beside it is compared with it; `verify --no-baseline` leaves that out.\n'
    : `A later run is compared with it by \`verify --baseline ${shellWord(oneLine(out))}\`.\n`;
}
