import type { Command } from 'commander';
import { chaperoneVersion } from '../../run/version.ts';

/** Adds the command `chaperone version`. */
export function addVersionCommand(program: Command): void {
  program
    .command('version')
    .summary('print the version of Chaperone')
    .description('Prints the version of Chaperone, and that of the Node that runs it.')
    .action(() => {
      process.stdout.write(`chaperone ${chaperoneVersion()} (Node ${process.versions.node})\n`);
    });
}
