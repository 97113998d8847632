import { type Command, Option } from 'commander';
import { onInterrupt } from '../run/interrupt.ts';
import { verify } from '../run/verify.ts';
import { clearUp } from './clear-up.ts';
import { toRunOptions, withRunOptions, wholeNumber } from './run-options.ts';
import { say } from './say.ts';
import { showConclusion } from './show-conclusion.ts';

/** What a run that was begun has settled already. */
const settledBySeed = ['update', 'updateCommand', 'only', 'seed', 'accounts', 'strength', 'out'];

/** `chaperone verify`. */
export function addVerifyCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('verify', { isDefault: true })
    .summary('check a deployment across an update')
    .description(
      'Seeds synthetic patients, takes the deployment through an update (or takes up a run that `chaperone seed` began), ' +
        'lets every account look at everything it can reach, and says whose data reached whom.',
    )
    .option(
      '--update <id>',
      'for a deployment that Chaperone starts itself: the update to take it through (default: its first)',
    )
    .option(
      '--update-command <command>',
      'shell command that performs the update of a deployment that runs elsewhere',
    )
    .addOption(
      new Option(
        '--run <folder>',
        'goes on with the run that `chaperone seed` began, after an update that someone else performed',
      ).conflicts(settledBySeed),
    )
    .option(
      '--runs <number>',
      'runs of each generated property (default: the property\u2019s own)',
      wholeNumber(1, 1_000_000),
    );
  withRunOptions(command).action(async (options: Record<string, unknown>) => {
    const interrupt = onInterrupt(say);
    try {
      const conclusion = await verify(toRunOptions(options), interrupt.signal);
      settle(showConclusion(conclusion));
      await clearUp(conclusion);
    } finally {
      interrupt.release();
    }
  });
}
