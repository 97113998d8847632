import type { Command } from 'commander';
import { exitCodes } from '../../domain/verdict/verdict.ts';
import { cli } from '../../run/parts/command-of.ts';
import { Interrupted } from '../../run/interrupt.ts';
import { seed } from '../../run/verify.ts';
import { say } from '../say.ts';
import { giveOutputs } from './tell-ci.ts';
import { toRunOptions, withRunOptions } from '../options/run-options.ts';
import { whileInterruptible } from '../while-interruptible.ts';

/** Adds the command `chaperone seed`. */
export function addSeedCommand(program: Command, settle: (exitCode: number) => void): void {
  const command = program
    .command('seed')
    .summary('before an update that someone else performs: make accounts and sessions')
    .description(
      'Seeds synthetic patients and sweeps the deployment before the update. Afterwards `chaperone verify --run <folder>` ' +
        'does the rest. Their secrets are kept in .chaperone/, encrypted when CHAPERONE_KEY is set (which CI requires).',
    );
  withRunOptions(command).action((options: Record<string, unknown>) =>
    whileInterruptible(async (signal) => {
      const { folder, stopped } = await seed(toRunOptions(options), signal);
      await giveOutputs({ folder });
      if (stopped === null) {
        process.stdout.write(`Seeded. After the update:\n  ${cli} verify --run ${folder}\n`);
        return;
      }
      say(
        `Seeding did not come to its end. To remove what it left on the deployment:\n  ${cli} clean ${folder}`,
      );
      if (!(stopped instanceof Interrupted)) throw stopped;
      settle(exitCodes.inconclusive);
    }),
  );
}
