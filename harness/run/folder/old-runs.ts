import { existsSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { readPlan, runPaths } from './run-folder.ts';

const hour = 60 * 60 * 1000;
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour };

/** Parses an age such as `12h`, `30d` or `8w` to milliseconds. Throws a UsageError for anything else. */
export function parseAge(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  const length = units[unit];
  if (length === undefined) {
    throw new UsageError(
      `${JSON.stringify(text)} is no age.`,
      'Write it in hours, days or weeks (there is nothing shorter or longer): 12h, 30d, 8w.',
    );
  }
  return Number(count) * length;
}

/** Names of the runs that were removed, and of those that were kept. */
export type Removal = {
  removed: readonly string[];
  /** Old runs that were kept, because removing their accounts from the deployment needs their folder. */
  withAccounts: readonly string[];
};

/**
 * Removes the folders of runs in `out` that began before a time (milliseconds since the epoch), and the link `latest`
 * if its target is gone. Other folders are left alone.
 */
export async function removeRunsBefore(out: string, time: number): Promise<Removal> {
  const entries = await readdir(out, { withFileTypes: true }).catch(() => []);
  const removed: string[] = [];
  const withAccounts: string[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const folder = join(out, name);
    const plan = await readPlan(folder).catch(() => null);
    if (plan === null || plan.startedAt >= time) continue;
    if (existsSync(runPaths(folder).secrets)) withAccounts.push(name);
    else {
      await rm(folder, { recursive: true, force: true });
      removed.push(name);
    }
  }
  const latest = join(out, 'latest');
  const isLink = (await lstat(latest).catch(() => null))?.isSymbolicLink() ?? false;
  if (isLink && !existsSync(latest)) await rm(latest, { force: true });
  return { removed: removed.sort(), withAccounts: withAccounts.sort() };
}
