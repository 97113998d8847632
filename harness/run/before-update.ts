import type { Definition } from '../deployment/definition.ts';
import { sweep } from '../exercise/sweep/sweep.ts';
import type { MediaSource } from '../exercise/seed/seed-media.ts';
import type { Worker } from '../exercise/worker/worker.ts';
import { recordDrift } from './drift.ts';
import type { Run } from './folder/new-run.ts';
import { endSessionsBefore, seedBefore } from './seed-side.ts';
import { stage } from './stages.ts';
import { type Keep, withWorker } from './with-worker.ts';

/**
 * Does the first half of a run: seeds what must exist before the update, and sweeps it for comparison. `keep` gets
 * everything that verifying needs later, including secrets.
 */
export async function beforeUpdate(
  definition: Definition,
  run: Run,
  { signal, keep, media }: { signal: AbortSignal; keep: Keep; media?: MediaSource },
): Promise<void> {
  const { folder, plan, idKey, secrets } = run;
  const options = {
    folder,
    secrets,
    plan,
    idKey,
    definition,
    signal,
    media,
    name: 'sweep-before',
    part: 'sweep',
    phase: 'before-update',
    firstAccount: 0,
  } as const;
  await withWorker(options, keep, async (worker) => {
    await worker.readRelease();
    if (plan.parts.includes('sweep')) await seedAndSweep(worker, run, keep);
    await worker.readRelease();
  });
}

async function seedAndSweep(worker: Worker, run: Run, keep: Keep): Promise<void> {
  await stage(
    'Seeding patients before the update',
    async (say) => seedBefore(worker, run.cohorts, say),
    () => `${worker.accounts.length} accounts, ${worker.things.length} consultations`,
  );
  // The sweep takes long. If the process is killed meanwhile, the accounts can still be removed.
  await keep(worker.handOver());
  await stage(
    'Sweeping before the update',
    async (say) =>
      sweep(worker, {
        seed: run.plan.seed,
        onProgress: ({ done, total }) => say(`${done} of ${total} attempts`),
        onWait: (seconds) => say(`waiting ${seconds} s for links to end`),
      }),
    () => `${worker.recorded.attempts.length} attempts`,
  );
  await recordDrift(worker);
  await endSessionsBefore(worker);
}
