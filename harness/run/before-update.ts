import type { Definition } from '../deployment/definition.ts';
import type { ConnectionAcross } from '../exercise/listening/across-update.ts';
import type { SweepProbe } from '../exercise/probes/probe.ts';
import { sweep } from '../exercise/sweep/sweep.ts';
import { sweepProgress } from './sweep-progress.ts';
import type { MediaSource } from '../exercise/seed/seed-media.ts';
import type { Worker } from '../exercise/worker/worker.ts';
import { recordDrift } from './drift.ts';
import type { Run } from './folder/new-run.ts';
import { endSessionsBefore, seedBefore } from './seed-side.ts';
import { type Progress, stage } from './stages.ts';
import { type Keep, withWorker } from './with-worker.ts';

/**
 * Does the first half of a run: seeds what must exist before the update, and sweeps it for comparison. `keep` gets
 * everything that verifying needs later, including secrets.
 * Resolves with the connections that stay open, which the caller closes; none where `staysOpen` is false, since the
 * process ends before the update. `until`: when the sweep has to end; Infinity: it may take its time.
 */
export async function beforeUpdate(
  definition: Definition,
  run: Run,
  {
    signal,
    keep,
    media,
    staysOpen,
    until,
    probes,
  }: {
    signal: AbortSignal;
    keep: Keep;
    media?: MediaSource;
    staysOpen: boolean;
    until: number;
    /** Default: the catalogue’s and the definition’s. */
    probes?: readonly SweepProbe[];
  },
): Promise<readonly ConnectionAcross[]> {
  const { folder, plan, idKey, secrets } = run;
  const progress: Progress = { say: () => undefined };
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
    onWait: (text: string) => progress.say(text),
  } as const;
  const sweeps = plan.parts.includes('sweep');
  let opened: readonly ConnectionAcross[] = [];
  await withWorker(options, keep, async (worker) => {
    await worker.readRelease();
    if (sweeps) await seedAndSweep(worker, run, { keep, progress, until, probes });
    await worker.readRelease();
    if (sweeps && staysOpen) opened = await worker.openAcross();
  });
  return opened;
}

async function seedAndSweep(
  worker: Worker,
  run: Run,
  {
    keep,
    progress,
    until,
    probes,
  }: { keep: Keep; progress: Progress; until: number; probes?: readonly SweepProbe[] },
): Promise<void> {
  await stage(
    'Seeding patients before the update',
    async (say) => {
      progress.say = say;
      await seedBefore(worker, run.cohorts, say);
    },
    () => `${worker.accounts.length} accounts, ${worker.things.length} consultations`,
  );
  // The sweep takes long. If the process is killed meanwhile, the accounts can still be removed.
  await keep(worker.handOver());
  await stage(
    'Sweeping before the update',
    async (say) => {
      progress.say = say;
      await sweep(worker, {
        seed: run.plan.seed,
        until,
        probes,
        ...sweepProgress(say),
      });
    },
    () => `${worker.recorded.attempts.length} attempts`,
  );
  await recordDrift(worker);
  await endSessionsBefore(worker);
}
