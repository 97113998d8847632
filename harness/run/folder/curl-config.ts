import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { anonymous } from '../../domain/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { restoreJar } from '../../exercise/http/session-credentials.ts';
import type { HandOver } from '../../exercise/seed/hand-over.ts';
import { readPlan, runPaths } from './run-folder.ts';
import { recallSecrets } from './secrets-of-run.ts';

/**
 * Writes what an account's session (default: its first that is open) sends with each request, or what goes with
 * every one (`anonymous`), into a file for `curl --config`, readable by its owner only, so that no credential
 * stands on a command line. Resolves with its path.
 */
export async function writeCurlConfig(
  folder: string,
  account: string,
  session?: string,
): Promise<string> {
  const plan = await readPlan(folder);
  const { handOver } = await recallSecrets(folder);
  if (account === anonymous)
    return write(folder, anonymous, Object.entries(handOver.headers ?? {}));
  const ofAccount = handOver.sessions.filter(
    (one) => one.account === account && (session === undefined || one.id === session),
  );
  // What the sweep saw was mostly seen with the first: later ones were opened to be signed out.
  const chosen = ofAccount.find(({ state }) => state === 'open') ?? ofAccount.at(-1);
  if (!chosen) {
    const known = handOver.sessions.map(({ id, account: of }) => `${of} (${id})`);
    throw new UsageError(
      `The run holds no session ${session === undefined ? '' : `${session} `}of ${account}.`,
      `Choose one of: ${known.slice(0, 20).join(', ')}.`,
    );
  }
  const headers = { ...handOver.headers, ...headersOf(chosen, new URL(plan.url)) };
  return write(folder, chosen.id, Object.entries(headers));
}

async function write(
  folder: string,
  name: string,
  headers: readonly [string, string][],
): Promise<string> {
  const lines = headers.map(([key, value]) => {
    const header = `${key}: ${value}`.replace(/[\r\n]/g, '').replace(/["\\]/g, '\\$&');
    return `header = "${header}"\n`;
  });
  const file = join(dirname(runPaths(folder).secrets), `${name}.curl`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return file;
}

function headersOf(
  { jar, headers }: HandOver['sessions'][number],
  url: URL,
): Record<string, string> {
  const cookie = restoreJar(jar).getCookieStringSync(url.href);
  return { ...headers, ...(cookie === '' ? {} : { cookie }) };
}
