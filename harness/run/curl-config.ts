import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import { restoreHeaders } from '../exercise/cookies.ts';
import { readPlan, runPaths } from './run-folder.ts';
import { recallSecrets } from './secrets-of-run.ts';

/**
 * Writes what an account's last session sends with each request into a file for `curl --config`, readable
 * by its owner only, so that no credential stands on a command line. Resolves with its path.
 */
export async function writeCurlConfig(folder: string, account: string): Promise<string> {
  const plan = await readPlan(folder);
  const { handOver } = await recallSecrets(folder);
  const session = handOver.sessions.findLast((one) => one.account === account);
  if (!session) {
    const known = [...new Set(handOver.sessions.map((one) => one.account))];
    throw new UsageError(`The run holds no session of ${account}.`, `Choose one of: ${known.slice(0, 20).join(', ')}.`);
  }
  const lines = Object.entries(restoreHeaders(session, new URL(plan.url))).map(
    ([name, value]) => `header = "${`${name}: ${value}`.replace(/["\\]/g, '\\$&').replace(/[\r\n]/g, '')}"\n`,
  );
  const file = join(dirname(runPaths(folder).secrets), `${account}.curl`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return file;
}
