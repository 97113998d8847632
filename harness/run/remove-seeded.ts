import type { Definition } from '../deployment/definition.ts';
import type { AccountId } from '../domain/accounts/account.ts';
import type { Plan } from '../domain/plan.ts';
import {
  accountsThatMayExist,
  thingsThatMayExist,
  type ThingThatMayExist,
} from '../exercise/seed/may-exist.ts';
import type { LeftAccount } from '../exercise/seed/remove-accounts.ts';
import type { Replayed } from '../exercise/seed/replay-journals.ts';
import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import type { Journal } from '../exercise/state/journal.ts';
import { openWorker } from '../exercise/worker/open-worker.ts';
import { forgetJournals, openJournal, secretsFolder } from './folder/journal-of-run.ts';
import { holdLeases } from './folder/lease-accounts.ts';
import { assertSameDeployment } from './folder/resume-run.ts';
import { readPlan } from './folder/run-folder.ts';
import { forgetSecrets, keepSecrets, recallAll, type RunSecrets } from './folder/secrets-of-run.ts';
import { temporaryFolder } from './folder/temporary-folder.ts';

/** What is left on a deployment, and why. */
export type Left = {
  accounts: readonly { id: string; why: string }[];
  /** Accounts that the deployment was asked to make without having answered, and that nobody could sign in to. */
  mayExist: readonly { id: string; email: string; why: string }[];
  /** Consultations that the deployment was asked to make without having answered, in accounts that stay. */
  thingsThatMayExist: readonly ThingThatMayExist[];
};

/**
 * Removes everything that a run seeded from the deployment, as far as the definition can, and forgets the secrets of
 * what was removed. Accounts of a pool stay: only the things that the run created in them are removed, and their leases
 * are released. It may be killed and called again: what it removed is noted at once.
 */
export async function removeSeeded(folder: string, definition: Definition): Promise<Left> {
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
  const secrets = await recallAll(folder);
  const doubtful = accountsThatMayExist(secrets);
  const { handOver, unanswered } = secrets;
  const all = { ...handOver, accounts: [...handOver.accounts, ...doubtful] };
  const journal = await openJournal(secretsFolder(folder), 'clean');
  let failed: readonly LeftAccount[];
  try {
    const asked = unanswered.filter(({ does }) => does === 'removal').map(({ account }) => account);
    failed = await remove(plan, definition, all, { journal, asked: new Set(asked) });
  } finally {
    journal.close();
  }
  const isDoubtful = new Set(doubtful.map(({ id }) => id));
  const [mayExist, accounts] = [true, false].map((kind) =>
    failed.filter(({ id }) => isDoubtful.has(id) === kind),
  ) as [LeftAccount[], LeftAccount[]];
  // Read anew: the journal of this removal tells what is gone.
  const now = await recallAll(folder);
  const things = thingsThatMayExist(now, all.accounts, definition);
  if (failed.length + things.length === 0) await forgetSecrets(folder);
  else await keepLeft(folder, now, failed);
  return {
    thingsThatMayExist: things,
    accounts: accounts.map(({ id, why }) => ({ id, why })),
    mayExist: mayExist.map(({ id, persona, why }) => ({ id, email: persona.email, why })),
  };
}

/** Keeps the secrets of what is left, and what nobody knows of. */
async function keepLeft(
  folder: string,
  { handOver, unanswered, ...rest }: RunSecrets & Replayed,
  failed: readonly LeftAccount[],
): Promise<void> {
  const left = new Set(
    [...failed, ...unanswered.map(({ account: id }) => ({ id }))].map(({ id }) => id),
  );
  const { links: _gone, ...held } = handOver;
  await keepSecrets(folder, {
    ...rest,
    unanswered,
    handOver: {
      ...held,
      accounts: held.accounts.filter(({ id }) => left.has(id)),
      sessions: held.sessions.filter(({ account }) => left.has(account)),
      things: held.things.filter(({ owner }) => left.has(owner)),
    },
  });
  await forgetJournals(folder);
}

async function remove(
  plan: Plan,
  definition: Definition,
  inherit: SavedWorker,
  { journal, asked }: { journal: Journal; asked: ReadonlySet<AccountId> },
): Promise<readonly LeftAccount[]> {
  // Cleaning up is no evidence, so it does not write to the run's history.
  const scratch = temporaryFolder('clean');
  try {
    const about = {
      plan,
      definition,
      inherit,
      journal,
      name: 'clean',
      part: 'sweep',
      phase: 'after-update',
      firstAccount: 0,
    } as const;
    const worker = await openWorker({ ...about, folder: scratch.path });
    try {
      return await worker.removeAccounts(asked);
    } finally {
      await worker.close();
    }
  } finally {
    scratch.remove();
  }
}
