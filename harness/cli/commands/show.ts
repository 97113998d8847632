import type { Command } from 'commander';
import { isCi } from '../../domain/read-environment.ts';
import { openFile } from '../../run/showing/open-file.ts';
import { reportOf } from '../../run/showing/report-of.ts';
import { say } from '../say.ts';

/** Adds the command `chaperone show`. */
export function addShowCommand(program: Command): void {
  program
    .command('show')
    .summary('open the report of a run in the browser')
    .description(
      'Opens the report of a run in the browser, and prints its path. Without a terminal, in CI, or where nothing opens files, it only prints the path.',
    )
    .argument('[run]', 'folder of the run, its name, or latest', 'latest')
    .action(async (run: string) => {
      const report = await reportOf(run);
      process.stdout.write(`${report}\n`);
      if (!process.stdout.isTTY || isCi()) return;
      if (!(await openFile(report))) say('Nothing here opens it: open that file yourself.');
    });
}
