import type { Command } from 'commander';
import { described } from '../../deployment/surfaces/surface.ts';
import { withSources } from '../../deployment/surfaces/with-sources.ts';
import { UsageError } from '../../domain/errors.ts';
import { exitCodes } from '../../domain/verdict/verdict.ts';
import { nextPage, readAskedPages } from '../../run/next-page.ts';
import { findRunFolder, readPlan } from '../../run/folder/run-folder.ts';
import { loadSetting } from '../../run/setting.ts';
import { type DeploymentOptions, withDeployment, withRun } from '../options/definition-options.ts';

/** Adds the command `chaperone next`. */
export function addNextCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('next')
    .summary('let the scripts in repro/ ask for the next page of a list')
    .description(
      'Prints the address of the page after those in a folder, and in a second line the JSON body of its request if it has one; nothing after the last page. ' +
        'It finds the page as a run does, and exits 3 where that cannot be told.',
    );
  withRun(command)
    .argument('<surface>', 'id of the list')
    .argument(
      '<pages>',
      'folder with 1.url, 1.json (or none) and 1.answer of the first page, and so on',
    );
  withDeployment(command).action(
    async (run: string, id: string, folder: string, options: DeploymentOptions) => {
      const plan = await readPlan(await findRunFolder(run));
      const { definition: loaded, configFile } = await loadSetting(options);
      const definition = withSources(loaded, plan.imports ?? {}, configFile);
      const surface = described(definition.surfaces).find((one) => one.id === id);
      // What only a browser met is described nowhere: it is paged as most lists are.
      if (surface === undefined && plan.surfaces.some((one) => one.id === id))
        throw new UsageError(
          `There is no surface ${id} in the definition of ${definition.name}.`,
          'Choose the definition that the run was made with, by --config.',
        );
      const next = await nextPage(surface ?? {}, await readAskedPages(folder), new URL(plan.url));
      if (next === null) return;
      if ('why' in next) {
        process.stderr.write(`${next.why}\n`);
        settle(exitCodes.inconclusive);
        return;
      }
      const body = next.json === undefined ? '' : `${JSON.stringify(next.json)}\n`;
      process.stdout.write(`${next.url.href}\n${body}`);
    },
  );
}
