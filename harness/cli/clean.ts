import type { Command } from 'commander';
import { join } from 'node:path';
import { exitCodes } from '../domain/verdict.ts';
import { cli } from '../run/parts/command-of.ts';
import { defaultOut, findRunFolder } from '../run/folder/run-folder.ts';
import { removeSeeded, runsWithSecrets } from '../run/remove-seeded.ts';
import { loadSetting } from '../run/setting.ts';

/** `chaperone clean`. */
export function addCleanCommand(program: Command, settle: (exitCode: number) => void): void {
  program
    .command('clean')
    .summary('remove the accounts that earlier runs left on a deployment')
    .description(
      'Without a folder it lists the runs whose accounts are left; with one it removes them, says which it could not, and then exits 3.',
    )
    .argument('[folder]', 'folder of the run')
    .option(
      '-c, --config <file>',
      'deployment definition (default: chaperone.config.{ts,js,mjs} here)',
    )
    .action(async (folder: string | undefined, options: { config?: string }) => {
      if (folder === undefined) {
        const runs = await runsWithSecrets();
        const lines = runs.map((name) => `  ${cli} clean ${join(defaultOut, name)}\n`);
        process.stdout.write(
          runs.length === 0
            ? 'No run has left accounts behind.\n'
            : `Runs with accounts left:\n${lines.join('')}`,
        );
        return;
      }
      const { definition } = await loadSetting(options);
      const left = await removeSeeded(await findRunFolder(folder), definition);
      const isPooled = definition.accounts.pool !== undefined;
      const unable =
        definition.accounts.remove === undefined && !isPooled
          ? ' Its definition has no accounts.remove.'
          : '';
      process.stdout.write(
        left.length === 0
          ? isPooled
            ? poolCleaned(definition.consultations.remove !== undefined)
            : 'All accounts of the run are removed.\n'
          : `Left on the deployment: ${left.join(', ')}.${unable}\n`,
      );
      if (left.length > 0) settle(exitCodes.inconclusive);
    });
}

function poolCleaned(removable: boolean): string {
  const things = removable
    ? 'what the run made in them is removed'
    : 'and what the run made in them stays too (the definition has no consultations.remove)';
  return `The run\u2019s accounts stay, as they are of the pool, and other runs may have them; ${things}.\n`;
}
