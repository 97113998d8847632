import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { anonymous } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { restoreJar } from '../../exercise/http/session-credentials.ts';
import type { SavedWorker } from '../../exercise/seed/saved-worker.ts';
import { readPlan, runPaths } from './run-folder.ts';
import { recallAll } from './secrets-of-run.ts';

/**
 * Writes the headers of an account's session into a file for `curl --config`, so that no credential stands on a command
 * line. Only the owner of the file can read it. Resolves with its path, and the session (empty: none).
 * @param account `anonymous`: only the headers that every request carries
 * @param session default: the account's first open session, or its last if none is open
 */
export async function writeCurlConfig(
  folder: string,
  account: string,
  session?: string,
): Promise<{ file: string; session: string }> {
  const plan = await readPlan(folder);
  const { handOver } = await recallAll(folder);
  if (account === anonymous)
    return {
      file: await write(folder, anonymous, Object.entries(handOver.headers ?? {})),
      session: '',
    };
  const ofAccount = handOver.sessions.filter(
    (one) => one.account === account && (session === undefined || one.id === session),
  );
  // The sweep mostly uses the first session of an account. Later ones were opened to be signed out.
  const chosen = ofAccount.find(({ state }) => state === 'open') ?? ofAccount.at(-1);
  if (!chosen) {
    const known = handOver.sessions.map(({ id, account: of }) => `${of} (${id})`);
    throw new UsageError(
      `The run holds no session ${session === undefined ? '' : `${session} `}of ${account}.`,
      `Choose one of: ${known.slice(0, 20).join(', ')}.`,
    );
  }
  const headers = { ...handOver.headers, ...headersOf(chosen, new URL(plan.url)) };
  return { file: await write(folder, chosen.id, Object.entries(headers)), session: chosen.id };
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
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, lines.join(''), { mode: 0o600 });
  } catch (error) {
    // Half of the headers would make a script ask as somebody else, or as nobody.
    await rm(file, { force: true }).catch(() => undefined);
    throw new UsageError(
      `${file} could not be written: ${(error as Error).message}`,
      'Make room (or allow writing there), then call the script again.',
      { cause: error },
    );
  }
  return file;
}

function headersOf(
  { jar, headers }: SavedWorker['sessions'][number],
  url: URL,
): Record<string, string> {
  const cookie = restoreJar(jar).getCookieStringSync(url.href);
  return { ...headers, ...(cookie === '' ? {} : { cookie }) };
}
