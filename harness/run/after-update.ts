import type { Definition } from '../deployment/definition.ts';
import { sweep } from '../exercise/sweep.ts';
import { openWorker } from '../exercise/worker.ts';
import type { HandOver, Worker } from '../exercise/worker-types.ts';
import { type PartEnd, runPart } from './child-parts.ts';
import type { Run } from './new-run.ts';
import { seedAfter } from './seed-side.ts';
import { stage, together } from './stages.ts';

/** How often the release is read at each end of verifying: a load balancer may serve two of them. */
const releaseReads = 5;

/**
 * The second half of a run: seeds what must come into being after the update, then exercises the deployment
 * with the parts of the plan. What is needed to look again, or to clean up, is returned.
 */
export async function afterUpdate(
  definition: Definition,
  run: Run,
  inherit: HandOver,
  options: { environment: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<HandOver> {
  const { signal } = options;
  const worker = await openWorker({
    folder: run.folder,
    plan: run.plan,
    definition,
    name: 'sweep-after',
    part: 'sweep',
    phase: 'after-update',
    firstAccount: inherit.accounts.length,
    signal,
    inherit,
  });
  try {
    await readReleases(worker);
    await exercise(worker, run, options);
    await readReleases(worker);
    return worker.handOver();
  } finally {
    await worker.close();
  }
}

async function exercise(
  worker: Worker,
  run: Run,
  options: { environment: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<void> {
  const { parts, seed } = run.plan;
  if (parts.includes('sweep')) {
    await stage(
      'Seeding patients after the update',
      async (say) => seedAfter(worker, run.cohorts, say),
      () => `${worker.accounts.length} accounts, ${worker.things.length} consultations`,
    );
    await stage(
      'Sweeping after the update',
      async (say) => sweep(worker, { seed: seed + 1, onProgress: ({ done, total }) => say(`${done} of ${total} attempts`) }),
      () => `${worker.recorded.attempts.length} attempts`,
    );
    end(worker, 'sweep', options.signal.aborted ? { status: 'interrupted', why: 'interrupted' } : { status: 'completed', why: '' });
  }
  const children = parts.filter((part) => part !== 'sweep');
  if (children.length === 0) return;
  const ends = await together(
    children.map((part) => ({
      title: part === 'properties' ? 'Generated properties' : 'Scenarios in the browser',
      run: async () => runPart(part, { folder: run.folder, ...options }),
      summary: ({ status, why }: PartEnd) => (status === 'completed' ? 'all passed' : why),
    })),
  );
  ends.forEach((partEnd, index) => end(worker, children[index] ?? '', partEnd));
}

function end(worker: Worker, part: string, { status, why }: PartEnd): void {
  worker.record({ type: 'fact', fact: 'part-ended', at: Date.now(), part, status, why });
}

async function readReleases(worker: Worker): Promise<void> {
  for (let read = 0; read < releaseReads; read += 1) await worker.readRelease();
}
