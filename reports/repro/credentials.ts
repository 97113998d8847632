import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import { quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { definitionOptions } from '../words/violations/replay.ts';

/** Which of an account's sessions is taken, as options of `chaperone env`, with a space before each. */
export function sessionOptions(
  plan: ReportInput['plan'],
  { session, probe }: Pick<Attempt, 'session' | 'probe'>,
): string {
  if (session === null) return '';
  const deed = probe === undefined ? undefined : endings[probe];
  return deed === undefined
    ? ` --session ${quoteShell(session)}`
    : ` ${deed}${definitionOptions(plan)}`;
}

/** Probes that end sessions themselves. The run's own may be forgotten by now: a new one is ended likewise. */
const endings: Readonly<Record<string, string>> = {
  'sign-out': '--signed-out',
  'lingering-sessions': '--signed-out',
  'renewed-after-sign-out': '--renewed',
};

/** Takes the credentials as a file for `curl --config`, so that none stands on a command line. */
export function credentials(run: string, account: AccountId, options = ''): string[] {
  return [
    '# Prints `export CHAPERONE_CURL_CONFIG=…`: a file (mode 0600) with the account’s headers.',
    `credentials=$($chaperone env ${quoteShell(run)} ${quoteShell(account)}${options}) || {`,
    `  echo "No credentials for this account: were the run's accounts removed already?" >&2`,
    '  exit 2',
    '}',
    'eval "$credentials"',
  ];
}
