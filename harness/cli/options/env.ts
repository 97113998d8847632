import { type Command, Option } from 'commander';
import { quoteShell } from '../../../reports/escape.ts';
import { findRunFolder } from '../../run/folder/run-folder.ts';
import { writeCurlConfig } from '../../run/folder/curl-config.ts';
import { sessionAgain } from '../../run/session-again.ts';
import type { SessionDeed } from '../../run/session-again.ts';
import { loadSetting } from '../../run/setting.ts';
import { type DeploymentOptions, withDeployment, withRun } from './definition-options.ts';

type EnvOptions = DeploymentOptions & {
  session?: string;
  new?: true;
  signedOut?: true;
  renewed?: true;
};

/** Adds the command `chaperone env`. */
export function addEnvCommand(program: Command): void {
  const command = program
    .command('env')
    .summary('let the scripts in repro/ act as an account')
    .description(
      'Prints lines for the shell that name a file (mode 0600) with what the account\u2019s session sends, and the session; ' +
        'the scripts in repro/ read it: eval "$(chaperone env <folder> <account>)"',
    );
  withRun(command)
    .argument('<account>', 'the account, as reports name it, e.g. a17; or anonymous')
    .option('--session <id>', 'one of its sessions, e.g. a17.s1 (default: the first open one)')
    .addOption(
      new Option('--new', 'signs in, and takes that session (default: one of the run)').conflicts(
        'session',
      ),
    )
    .option(
      '--signed-out',
      'signs the session out (without --session a new one), and waits until it may no longer live on (default: as it is)',
    )
    .option(
      '--renewed',
      'signs the session out likewise, and then tries to renew it (default: as it is)',
    );
  withDeployment(command).action(async (run: string, account: string, options: EnvOptions) => {
    const folder = await findRunFolder(run);
    const deed = deedOf(options);
    const { session: given = null } = options;
    const session =
      deed === null
        ? given
        : await sessionAgain(folder, (await loadSetting(options)).definition, {
            account,
            session: given,
            deed,
          });
    const chosen = await writeCurlConfig(folder, account, session ?? undefined);
    process.stdout.write(
      `export CHAPERONE_CURL_CONFIG=${quoteShell(chosen.file)}\nexport CHAPERONE_SESSION=${quoteShell(chosen.session)}\n`,
    );
  });
}

function deedOf(options: EnvOptions): SessionDeed | null {
  if (options.renewed) return 'renew after sign-out';
  if (options.signedOut) return 'sign out';
  return options.new ? 'sign in' : null;
}
