import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { cli, shellWord } from '../parts/command-of.ts';
import { folderOf, readPlan, runPaths } from './run-folder.ts';

/** Names of the runs whose accounts may still be on a deployment, the oldest first. */
export async function runsWithSecrets(): Promise<string[]> {
  const entries = await readdir('.chaperone', { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => existsSync(runPaths(folderOf(name)).secrets))
    .sort();
}

/**
 * A line on the runs of a deployment that were seeded and have not been verified or cleaned since; null where there are
 * none. Their accounts would otherwise be forgotten once another run is the latest.
 * @param deployment its name in the definition
 */
export async function seededAndLeft(deployment: string): Promise<string | null> {
  const left: string[] = [];
  for (const name of await runsWithSecrets()) {
    const folder = folderOf(name);
    const plan = await readPlan(folder).catch(() => null);
    if (plan?.deployment === deployment && !existsSync(runPaths(folder).verdict)) left.push(name);
  }
  const [oldest] = left;
  if (oldest === undefined) return null;
  const runs =
    left.length === 1
      ? `The run ${oldest} was seeded, but`
      : `${left.length} runs were seeded (the oldest is ${oldest}), but`;
  return `${runs} neither verified nor cleaned since. Unless that is still to come: ${cli} clean ${shellWord(oldest)}`;
}
