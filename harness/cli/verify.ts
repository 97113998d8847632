import type { Command } from 'commander';
import { exitCodes } from '../domain/verdict.ts';
import { onInterrupt } from '../run/interrupt.ts';
import { verify } from '../run/verify.ts';
import { parseParts, toRunOptions, withRunOptions, wholeNumber } from './run-options.ts';

/** `chaperone verify`. */
export function addVerifyCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('verify', { isDefault: true })
    .summary('check a deployment across an update')
    .description(
      'Seeds synthetic patients, takes the deployment through an update (or takes up a run that `chaperone seed` began), ' +
        'lets every account look at everything it can reach, and says whose data reached whom.',
    )
    .option('--update <id>', 'for a deployment that Chaperone starts itself: the update to take it through (default: its first)')
    .option('--update-command <command>', 'shell command that performs the update of a deployment that runs elsewhere')
    .option('--run <folder>', 'goes on with the run that `chaperone seed` began, after an update that someone else performed')
    .option('--only <parts>', 'narrows the run, e.g. sweep,properties (default: sweep,properties,scenarios)', parseParts)
    .option('--runs <number>', 'runs of each generated property', wholeNumber(1, 1_000_000));
  withRunOptions(command).action(async (options: Record<string, unknown>) => {
    const interrupt = onInterrupt((text) => process.stderr.write(`${text}\n`));
    try {
      const { verdict, text } = await verify(toRunOptions(options), interrupt.signal);
      process.stdout.write(text);
      settle(exitCodes[verdict.verdict]);
    } finally {
      interrupt.release();
    }
  });
}
