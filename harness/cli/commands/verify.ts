import { once } from 'node:events';
import { type Command, Option } from 'commander';
import { onInterrupt } from '../../run/interrupt.ts';
import { forgetSecrets } from '../../run/folder/secrets-of-run.ts';
import { verify } from '../../run/verify.ts';
import { clearUp } from '../clear-up.ts';
import { withDemo } from '../options/definition-options.ts';
import {
  parseDuration,
  toRunOptions,
  withRunOptions,
  wholeNumber,
} from '../options/run-options.ts';
import { say } from '../say.ts';
import { showConclusion } from '../show-conclusion.ts';

type Concluded = Awaited<ReturnType<typeof verify>>;

/**
 * Waits for Ctrl-C while an embedded deployment keeps running. Then forgets the secrets, which are useless without it.
 */
async function whileItRuns({ folder, setting }: Concluded): Promise<void> {
  const { definition, embedded } = setting;
  if (!embedded) return;
  say(`${definition.name} still runs at ${definition.url}. Ctrl-C stops it.`);
  const alive = setInterval(() => undefined, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(alive);
  await forgetSecrets(folder);
}

/** Options that `seed` has decided already, so that they cannot be given when a run is resumed. */
const settledBySeed = [
  'update',
  'updateCommand',
  'only',
  'seed',
  'accounts',
  'strength',
  'thorough',
  'budget',
  'plantedLeaks',
  'baseline',
  'sameRelease',
  'out',
];

/** Adds the command `chaperone verify`. */
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
      'for a deployment that Chaperone starts itself: the update to take it through, e.g. babylon-2020 (default: its first)',
    )
    .option(
      '--keep',
      'a deployment that Chaperone started goes on running after the verdict, with its accounts, until Ctrl-C (default: it is stopped)',
    )
    .option(
      '--update-command <command>',
      'shell command that performs the update of a deployment that runs elsewhere (there this or --run is needed)',
    )
    .addOption(
      new Option(
        '--run <folder>',
        'goes on with the run that `chaperone seed` began, after an update that someone else performed',
      ).conflicts(settledBySeed),
    )
    .addOption(
      new Option(
        '--watch <time>',
        'goes on looking at accounts’ own for so long after everything else, e.g. 20m; where the clock of a deployment that Chaperone started can be moved on, nobody waits (default: a few looks)',
      )
        .argParser(parseDuration)
        .conflicts('budget'),
    )
    .option(
      '--runs <number>',
      'runs of each generated property (default: the property\u2019s own)',
      wholeNumber(1, 1_000_000),
    );
  withDemo(withRunOptions(command)).action(async (options: Record<string, unknown>) => {
    const interrupt = onInterrupt(say);
    try {
      const wanted = toRunOptions(options);
      if (wanted.demo)
        say('Demo: this verifies Chaperone\u2019s embedded clinic, and no deployment of yours.');
      const conclusion = await verify(wanted, interrupt.signal);
      interrupt.release();
      try {
        settle(await showConclusion(conclusion));
        if (wanted.keep) await whileItRuns(conclusion);
        await clearUp(conclusion, wanted.keep ?? false);
      } finally {
        conclusion.leases.release();
        await conclusion.setting.embedded?.stop();
      }
    } finally {
      interrupt.release();
    }
  });
}
