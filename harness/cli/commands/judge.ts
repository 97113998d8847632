import type { Command } from 'commander';
import { conclude } from '../../run/conclude.ts';
import { findRunFolder } from '../../run/folder/run-folder.ts';
import { recallSealKey } from '../../run/folder/secrets-of-run.ts';
import { say } from '../say.ts';
import { showConclusion } from '../show-conclusion.ts';

/** Adds the command `chaperone judge`. */
export function addJudgeCommand(program: Command, settle: (exitCode: number) => void): void {
  program
    .command('judge')
    .summary('judge the history of a run again, offline')
    .description(
      'Reads a run\u2019s folder, judges its history again to the same verdict, and writes its reports anew.',
    )
    .argument('<folder>', 'folder of the run, or its name, e.g. reports/runs/latest')
    .action(async (name: string) => {
      const folder = await findRunFolder(name);
      const conclusion = await conclude(folder, await recallSealKey(folder));
      settle(await showConclusion(conclusion));
      if (!conclusion.sealsChecked)
        say('Seals of the history: not checked (the key goes with the run\u2019s secrets).');
    });
}
