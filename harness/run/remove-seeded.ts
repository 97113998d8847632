import { readdir } from 'node:fs/promises';
import type { Definition } from '../deployment/definition.ts';
import type { Plan } from '../domain/plan.ts';
import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import { openWorker } from '../exercise/worker/open-worker.ts';
import { holdLeases } from './folder/lease-accounts.ts';
import { assertSameDeployment } from './folder/resume-run.ts';
import { readPlan } from './folder/run-folder.ts';
import { forgetSecrets, keepSecrets, recallSecrets } from './folder/secrets-of-run.ts';
import { temporaryFolder } from './folder/temporary-folder.ts';

/**
 * Removes everything that a run seeded from the deployment, as far as the definition can, and forgets the secrets of
 * what was removed. Accounts of a pool stay: only the things that the run created in them are removed, and their leases
 * are released. Resolves with the ids of the accounts that still have something to remove.
 */
export async function removeSeeded(
  folder: string,
  definition: Definition,
): Promise<readonly string[]> {
  const plan = await readPlan(folder);
  assertSameDeployment(plan, definition);
  try {
    return await removeWithSecrets(folder, plan, definition);
  } finally {
    // The leases are released even if removing fails: an abandoned run may have leases but no secrets.
    holdLeases(definition, plan.run).release();
  }
}

async function removeWithSecrets(folder: string, plan: Plan, definition: Definition) {
  const secrets = await recallSecrets(folder);
  const left = await remove(plan, definition, secrets.handOver);
  if (left.size === 0) await forgetSecrets(folder);
  else {
    const { accounts, sessions, things, shares, links: _gone, ...rest } = secrets.handOver;
    const handOver = {
      ...rest,
      accounts: accounts.filter(({ id }) => left.has(id)),
      sessions: sessions.filter(({ account }) => left.has(account)),
      things: things.filter(({ owner }) => left.has(owner)),
      shares,
    };
    await keepSecrets(folder, { ...secrets, handOver });
  }
  return [...left];
}

/** Resolves with the ids of the accounts that could not be removed. */
async function remove(
  plan: Plan,
  definition: Definition,
  inherit: SavedWorker,
): Promise<Set<string>> {
  // Cleaning up is no evidence, so it does not write to the run's history.
  const scratch = temporaryFolder('clean');
  try {
    const about = {
      plan,
      definition,
      inherit,
      name: 'clean',
      part: 'sweep',
      phase: 'after-update',
      firstAccount: 0,
    } as const;
    const worker = await openWorker({ ...about, folder: scratch.path });
    try {
      return new Set((await worker.removeAccounts()).map(({ id }) => id));
    } finally {
      await worker.close();
    }
  } finally {
    scratch.remove();
  }
}

/** Names of the runs whose accounts may still be on a deployment, the oldest first. */
export async function runsWithSecrets(): Promise<string[]> {
  const entries = await readdir('.chaperone', { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
