import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { join, resolve } from 'node:path';
import { definitionNames, definitionsIn } from '../../deployment/load.ts';
import { UsageError } from '../../domain/errors.ts';
import { exitCodes } from '../../domain/verdict/verdict.ts';
import { parseAge, removeRunsBefore } from '../../run/folder/old-runs.ts';
import { cli, shellWord } from '../../run/parts/command-of.ts';
import { secretsFolder } from '../../run/folder/journal-of-run.ts';
import { defaultOut, findRunFolder, folderOf } from '../../run/folder/run-folder.ts';
import { runsWithSecrets } from '../../run/folder/runs-with-secrets.ts';
import { removeSeeded } from '../../run/remove-seeded.ts';
import { loadSetting } from '../../run/setting.ts';
import { leftInWords } from '../words/left-over.ts';
import { withDefinition } from '../options/definition-options.ts';

type CleanOptions = { config?: string; out: string; runsOlderThan?: number };

/** Adds the command `chaperone clean`. */
export function addCleanCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('clean')
    .summary('remove what earlier runs left: accounts on a deployment, and old folders')
    .description(
      'Without a folder it lists the runs whose accounts are left; with one it removes them, says which it could not, and then exits 3. ' +
        'With --runs-older-than it removes the folders of old runs instead, and asks no deployment.',
    )
    .argument('[folder]', 'folder of the run')
    .addOption(
      new Option(
        '--runs-older-than <age>',
        'removes the folders of runs that began longer ago, e.g. 30d, 12h or 8w, but for those whose accounts may still be on a deployment (default: none)',
      ).argParser(parseAge),
    )
    .option('--out <folder>', 'where the runs lie, for --runs-older-than', defaultOut);
  withDefinition(command).action(async (folder: string | undefined, options: CleanOptions) => {
    if (options.runsOlderThan !== undefined) {
      if (folder !== undefined)
        throw new UsageError('--runs-older-than goes with no folder.', 'Leave one of the two out.');
      assertRuns(options);
      process.stdout.write(await removeOldRuns(options.out, options.runsOlderThan));
      return;
    }
    if (folder === undefined) {
      assertRuns(options);
      const runs = await runsWithSecrets();
      const lines = runs.map((name) => `  ${cli} clean ${shellWord(folderOf(name))}\n`);
      process.stdout.write(
        runs.length === 0
          ? `No run that began in ${process.cwd()} has left accounts behind.\n`
          : `Runs with accounts left:\n${lines.join('')}`,
      );
      return;
    }
    const { definition } = await loadSetting(options);
    const runFolder = await findRunFolder(folder);
    const left = await removeSeeded(runFolder, definition);
    const isPooled = definition.accounts.pool !== undefined;
    const lines = leftInWords(left);
    process.stdout.write(
      lines.length > 0
        ? `${lines.join('\n')}\n`
        : isPooled
          ? poolCleaned(definition.consultations.remove !== undefined)
          : 'All accounts of the run are removed.\n',
    );
    // Nobody can remove what has no known id: whoever has looked for it can have it forgotten.
    if (lines.length > 0 && left.accounts.length === 0)
      process.stdout.write(
        `Look for it on the deployment. To have Chaperone forget it, remove the folder ${secretsFolder(runFolder)}\n`,
      );
    if (lines.length > 0) settle(exitCodes.inconclusive);
  });
}

/** Throws a UsageError where no run can have begun: nothing left in a wrong folder says nothing of the right one. */
function assertRuns({ out, config }: CleanOptions): void {
  const isProject = config !== undefined || definitionsIn(process.cwd()).length > 0;
  if (isProject || ['.chaperone', out].some((folder) => existsSync(folder))) return;
  throw new UsageError(
    `there is no run in ${resolve(out)}, and no deployment definition in ${process.cwd()} (${definitionNames})`,
    'Call it in the folder in which the runs began.',
  );
}

/** Removes them, and says so in words. */
async function removeOldRuns(out: string, age: number): Promise<string> {
  const { removed, withAccounts } = await removeRunsBefore(out, Date.now() - age);
  const lines = withAccounts.map((name) => `  ${cli} clean ${join(out, name)}\n`);
  const count = removed.length === 1 ? '1 run is' : `${removed.length} runs are`;
  return `${count} removed from ${resolve(out)}.\n${
    lines.length === 0
      ? ''
      : `These stay, since their accounts may still be on a deployment. Remove those first:\n${lines.join('')}`
  }`;
}

function poolCleaned(removable: boolean): string {
  const things = removable
    ? 'what the run made in them is removed'
    : 'and what the run made in them stays too (the definition has no consultations.remove)';
  return `The run\u2019s accounts stay, as they are of the pool, and other runs may have them; ${things}.\n`;
}
