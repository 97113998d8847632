import type { Definition } from '../deployment/definition.ts';
import { sweep } from '../exercise/sweep/sweep.ts';
import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import type { Lifetime, Worker } from '../exercise/worker/worker.ts';
import { type ChildPart, isChildPart, type PartEnd, runPart } from './parts/child-parts.ts';
import { recordDrift } from './drift.ts';
import { whySilent } from './first-contact.ts';
import type { Run } from './folder/new-run.ts';
import { historyFiles } from './folder/run-folder.ts';
import { seedAfter } from './seed-side.ts';
import { stage, together } from './stages.ts';
import { type Keep, withWorker } from './with-worker.ts';

/** How often the release is read before and after verifying. A load balancer may serve two releases at once. */
const releaseReads = 5;

type Options = {
  environment: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** Takes what the worker holds, which a later worker needs to verify again or to clean up. */
  keep: Keep;
};

/**
 * Does the second half of a run: seeds what must be created after the update, then exercises the deployment with the
 * parts of the plan.
 */
export async function afterUpdate(
  definition: Definition,
  run: Run,
  inherit: SavedWorker,
  options: Options,
): Promise<void> {
  const { folder, plan, idKey } = run;
  const { signal, keep } = options;
  const firstAccount = inherit.accounts.length;
  const about = { folder, plan, idKey, definition, signal, inherit, firstAccount } as const;
  await withWorker(
    { ...about, name: 'sweep-after', part: 'sweep', phase: 'after-update' },
    keep,
    async (worker) => {
      await readReleases(worker);
      const silence = worker.recorded.facts.some(
        (fact) => fact.fact === 'release-read' && fact.release !== null,
      )
        ? null
        : await whySilent(definition, signal);
      if (silence !== null && !signal.aborted) {
        for (const part of plan.parts)
          await end(worker, folder, {
            part,
            status: 'failed',
            why: `nothing answers after the update (${silence})`,
          });
        return;
      }
      if (plan.parts.includes('sweep')) await seedAndSweep(worker, run, signal);
      await recordDrift(worker);
      await runChildParts(worker, run, options);
      await readReleases(worker);
    },
  );
}

async function seedAndSweep(
  worker: Worker,
  { folder, cohorts, plan }: Run,
  signal: AbortSignal,
): Promise<void> {
  await stage(
    'Seeding patients after the update',
    async (say) => seedAfter(worker, cohorts, say),
    () => `${worker.accounts.length} accounts, ${worker.things.length} consultations`,
  );
  await stage(
    'Sweeping after the update',
    async (say) =>
      sweep(worker, {
        seed: plan.seed + 1,
        onProgress: ({ done, total }) => say(`${done} of ${total} attempts`),
        onWait: (seconds) => say(`waiting ${seconds} s for links to end`),
      }),
    () => `${worker.recorded.attempts.length} attempts`,
  );
  const status = signal.aborted ? 'interrupted' : 'completed';
  await end(worker, folder, { part: 'sweep', status, why: '' });
}

async function runChildParts(
  worker: Pick<Lifetime, 'record'>,
  { folder, plan }: Run,
  options: Options,
): Promise<void> {
  const parts = plan.parts.filter(isChildPart);
  if (parts.length === 0) return;
  const ends = await together<PartEnd & { part: ChildPart }>(
    parts.map((part) => ({
      title: part === 'properties' ? 'Generated properties' : 'Scenarios in the browser',
      run: async () => ({ part, ...(await runPart(part, { folder, ...options })) }),
      summary: ({ status, why }) =>
        status === 'completed' ? 'all passed' : `${status} ${why}`.trim(),
    })),
  );
  for (const one of ends) await end(worker, folder, one);
}

async function end(
  worker: Pick<Lifetime, 'record'>,
  folder: string,
  { part, status, why }: PartEnd & { part: string },
): Promise<void> {
  const files = (await historyFiles(folder)).map(({ name }) => name);
  worker.record({ type: 'fact', fact: 'part-ended', at: Date.now(), part, status, why, files });
}

/** Reads the release several times at once, over several connections: one connection leads to the same server again. */
async function readReleases(worker: Lifetime): Promise<void> {
  await Promise.all(Array.from({ length: releaseReads }, () => worker.readRelease()));
}
