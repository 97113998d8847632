import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Definition } from '../deployment/definition.ts';
import { openWorker } from '../exercise/worker.ts';
import { readPlan, runPaths } from './run-folder.ts';
import { keepSecrets, recallSecrets } from './secrets-of-run.ts';

/**
 * Removes what a run seeded from the deployment, as far as the definition can, and forgets the secrets of
 * what is gone. Resolves with the ids of the accounts that are left.
 */
export async function removeSeeded(folder: string, definition: Definition): Promise<readonly string[]> {
  const plan = await readPlan(folder);
  const secrets = await recallSecrets(folder);
  // Clearing up is no evidence: it leaves no trace in the run's own history.
  const scratch = await mkdtemp(join(tmpdir(), 'chaperone-clean-'));
  const worker = await openWorker({
    folder: scratch,
    plan,
    definition,
    name: 'clean',
    part: 'sweep',
    phase: 'after-update',
    firstAccount: 0,
    inherit: secrets.handOver,
  });
  try {
    const left = new Set((await worker.removeAccounts()).map(({ id }) => id));
    if (left.size === 0) await rm(dirname(runPaths(folder).secrets), { recursive: true, force: true });
    else {
      const { accounts, sessions, things } = secrets.handOver;
      const handOver = {
        accounts: accounts.filter(({ id }) => left.has(id)),
        sessions: sessions.filter(({ account }) => left.has(account)),
        things: things.filter(({ owner }) => left.has(owner)),
      };
      await keepSecrets(folder, { ...secrets, handOver });
    }
    return [...left];
  } finally {
    await worker.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Names of the runs whose accounts may still be on a deployment, the oldest first. */
export async function runsWithSecrets(): Promise<string[]> {
  const entries = await readdir('.chaperone', { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}
