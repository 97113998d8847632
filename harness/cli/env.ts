import type { Command } from 'commander';
import { writeCurlConfig } from '../run/curl-config.ts';

/** `chaperone env`. */
export function addEnvCommand(program: Command): void {
  program
    .command('env')
    .summary('let the scripts in repro/ act as an account')
    .description(
      'Prints a line for the shell that names a file (mode 0600) with what the account\u2019s session sends; ' +
        'the scripts in repro/ read it: eval "$(chaperone env <folder> <account>)"',
    )
    .argument('<folder>', 'folder of the run')
    .argument('<account>', 'the account, as reports name it, e.g. a17')
    .action(async (folder: string, account: string) => {
      const file = await writeCurlConfig(folder, account);
      process.stdout.write(`export CHAPERONE_CURL_CONFIG='${file.replaceAll("'", "'\\''")}'\n`);
    });
}
