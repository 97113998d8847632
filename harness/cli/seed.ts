import type { Command } from 'commander';
import { onInterrupt } from '../run/interrupt.ts';
import { seed } from '../run/verify.ts';
import { toRunOptions, withRunOptions } from './run-options.ts';

/** `chaperone seed`. */
export function addSeedCommand(program: Command): void {
  const command = program
    .command('seed')
    .summary('before an update that someone else performs: make accounts and sessions')
    .description(
      'Seeds synthetic patients and sweeps the deployment before the update. Afterwards `chaperone verify --run <folder>` ' +
        'does the rest. Their secrets are kept in .chaperone/, encrypted when CHAPERONE_KEY is set (which CI requires).',
    );
  withRunOptions(command).action(async (options: Record<string, unknown>) => {
    const interrupt = onInterrupt((text) => process.stderr.write(`${text}\n`));
    try {
      const folder = await seed(toRunOptions(options), interrupt.signal);
      process.stdout.write(`Seeded. After the update:\n  chaperone verify --run ${folder}\n`);
    } finally {
      interrupt.release();
    }
  });
}
