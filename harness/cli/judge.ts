import type { Command } from 'commander';
import { exitCodes } from '../domain/verdict.ts';
import { findRunFolder } from '../run/run-folder.ts';
import { conclude } from '../run/conclude.ts';

/** `chaperone judge`. */
export function addJudgeCommand(program: Command, settle: (exitCode: number) => void): void {
  program
    .command('judge')
    .summary('judge the history of a run again, offline')
    .description('Reads a run\u2019s folder, judges its history again to the same verdict, and writes its reports anew.')
    .argument('<folder>', 'folder of the run, e.g. reports/runs/latest')
    .action(async (folder: string) => {
      const { verdict, text } = await conclude(await findRunFolder(folder));
      process.stdout.write(text);
      settle(exitCodes[verdict.verdict]);
    });
}
