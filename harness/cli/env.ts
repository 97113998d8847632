import type { Command } from 'commander';
import { findRunFolder } from '../run/folder/run-folder.ts';
import { writeCurlConfig } from '../run/folder/curl-config.ts';

/** Adds the command `chaperone env`. */
export function addEnvCommand(program: Command): void {
  program
    .command('env')
    .summary('let the scripts in repro/ act as an account')
    .description(
      'Prints a line for the shell that names a file (mode 0600) with what the account\u2019s session sends; ' +
        'the scripts in repro/ read it: eval "$(chaperone env <folder> <account>)"',
    )
    .argument('<run>', 'folder of the run, or its name')
    .argument('<account>', 'the account, as reports name it, e.g. a17; or anonymous')
    .option('--session <id>', 'one of its sessions, e.g. a17.s1 (default: the first open one)')
    .action(async (run: string, account: string, options: { session?: string }) => {
      const file = await writeCurlConfig(await findRunFolder(run), account, options.session);
      process.stdout.write(`export CHAPERONE_CURL_CONFIG='${file.replaceAll("'", "'\\''")}'\n`);
    });
}
