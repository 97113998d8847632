import { type Command } from 'commander';
import { exitCodes } from '../../domain/verdict/verdict.ts';
import { recheckRun } from '../../run/recheck/recheck-run.ts';
import {
  type DeploymentOptions,
  withDeployment,
  withRun,
  withYesProduction,
} from '../options/definition-options.ts';
import { recheckInWords } from '../words/recheck-in-words.ts';
import { say } from '../say.ts';
import { whileInterruptible } from '../while-interruptible.ts';

type RecheckOptions = DeploymentOptions & { update?: string; yesProduction?: true };

const codes = {
  gone: exitCodes.holds,
  'still there': exitCodes.violated,
  'could not look': exitCodes.inconclusive,
} as const;

/** Adds the command `chaperone recheck`. */
export function addRecheckCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('recheck')
    .summary('look whether one violation of a run is mended')
    .description(
      'Makes the accounts of one violation anew on what runs now, has them ask as they asked in the run, and says: gone (0), still there (1) or could not look, with the reason (3). ' +
        'It removes what it made. It stands for no run: what else is wrong it does not see.',
    );
  withRun(command)
    .argument('<violation>', 'its id or finding, as the report tells it, or the beginning of one')
    .option(
      '--update <id>',
      'for a deployment that Chaperone starts itself: the update to take it through (default: the run\u2019s)',
    );
  withDeployment(withYesProduction(command)).action(
    (run: string, violation: string, options: RecheckOptions) =>
      whileInterruptible(async (signal) => {
        const rechecked = await recheckRun(run, violation, { ...options, signal });
        const { result, notes } = recheckInWords(rechecked);
        process.stdout.write(`${result.join('\n')}\n`);
        for (const note of notes) say(note);
        settle(codes[rechecked.came]);
      }),
  );
}
