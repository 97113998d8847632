import type { Definition } from '../deployment/definition.ts';
import { openWorker } from '../exercise/worker.ts';
import { sweep } from '../exercise/sweep.ts';
import type { HandOver, Worker } from '../exercise/worker-types.ts';
import type { Run } from './new-run.ts';
import { endSessionsBefore, seedBefore } from './seed-side.ts';
import { stage } from './stages.ts';

/**
 * The first half of a run: seeds what must exist before the update and sweeps it, so that there is something
 * to compare with. What verifying needs later is returned; its secrets are in it.
 */
export async function beforeUpdate(definition: Definition, run: Run, signal: AbortSignal): Promise<HandOver> {
  const worker = await openWorker({
    folder: run.folder,
    plan: run.plan,
    definition,
    name: 'sweep-before',
    part: 'sweep',
    phase: 'before-update',
    firstAccount: 0,
    signal,
  });
  try {
    await worker.readRelease();
    if (run.plan.parts.includes('sweep')) await seedAndSweep(worker, run);
    await worker.readRelease();
    return worker.handOver();
  } finally {
    await worker.close();
  }
}

async function seedAndSweep(worker: Worker, run: Run): Promise<void> {
  await stage(
    'Seeding patients before the update',
    async (say) => seedBefore(worker, run.cohorts, say),
    () => `${worker.accounts.length} accounts, ${worker.things.length} consultations`,
  );
  await stage(
    'Sweeping before the update',
    async (say) =>
      sweep(worker, {
        seed: run.plan.seed,
        onProgress: ({ done, total }) => say(`${done} of ${total} attempts`),
      }),
    () => `${worker.recorded.attempts.length} attempts`,
  );
  await endSessionsBefore(worker);
}
