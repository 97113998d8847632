import { now } from '../domain/clock.ts';
import type { DeploymentClock } from '../deployment/embedded.ts';
import { concurrencyOf, defaultConcurrency } from '../deployment/concurrency.ts';
import type { Definition } from '../deployment/definition.ts';
import { whyNoWebClient } from '../deployment/web-client.ts';
import type { ConnectionAcross } from '../exercise/listening/across-update.ts';
import { lookAtOnce } from '../exercise/sweep/look-at-once.ts';
import { aloneProbes } from '../exercise/probes/catalogue.ts';
import { herd } from '../exercise/probes/herd.ts';
import type { SweepProbe } from '../exercise/probes/probe.ts';
import { sweep } from '../exercise/sweep/sweep.ts';
import { sweepProgress } from './sweep-progress.ts';
import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import type { MediaSource } from '../exercise/seed/seed-media.ts';
import type { InRun, Lifetime, Worker } from '../exercise/worker/worker.ts';
import { type ChildPart, isChildPart, type PartEnd, runPart } from './parts/child-parts.ts';
import { recordConnectionsAcross } from './across-update.ts';
import { recordDrift } from './drift.ts';
import { whySilent } from './first-contact.ts';
import type { Plan } from '../domain/plan.ts';
import type { Run } from './folder/new-run.ts';
import { historyFiles } from './folder/run-folder.ts';
import { lookAgain } from './look-again/look-again.ts';
import { plantInAnswers } from './plant-in-answers.ts';
import { recordedBefore } from './recorded-before.ts';
import { seedAfter } from './seed-side.ts';
import { recordSourceDrift } from './source-drift.ts';
import { type Progress, type Stage, together } from './stages.ts';
import { type Keep, withWorker } from './with-worker.ts';

/** How often the release is read before and after verifying. A load balancer may serve two releases at once. */
const releaseReads = 5;

type Options = {
  environment: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** Takes what the worker holds, which a later worker needs to verify again or to clean up. */
  keep: Keep;
  media?: MediaSource;
  /** Connections that were opened before the update; null where it happened between two commands. */
  open: readonly ConnectionAcross[] | null;
  /** The deployment's clock. Default: null, it cannot be moved on. */
  clock?: DeploymentClock | null;
  /** Milliseconds for which accounts' own is looked at after the sweep. Default: 0. */
  watch?: number | undefined;
  /** Of the sweep beside the other parts. Default: the catalogue’s and the definition’s. */
  probes?: readonly SweepProbe[];
  /** When the sweep has to end (milliseconds since the epoch); Infinity: it may take its time. */
  until: number;
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
  const { folder, plan, idKey, secrets } = run;
  const { signal, keep, media } = options;
  const firstAccount = inherit.accounts.length;
  const held = { inherit, firstAccount, media } as const;
  // Where other parts are active at the same time, the clock is not moved on until they have ended.
  let isAlone = plan.parts.length === 1 && plan.scope !== 'gate';
  const clock = (): DeploymentClock | null => (isAlone ? (options.clock ?? null) : null);
  const about = { clock, folder, secrets, plan, idKey, definition, signal, ...held } as const;
  const progress: Progress = { say: () => undefined };
  const onWait = (text: string): void => progress.say(text);
  await withWorker(
    {
      ...about,
      name: 'sweep-after',
      part: 'sweep',
      phase: 'after-update',
      onWait,
      keepsSamples: true,
    },
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
      const whenAlone = (): void => void (isAlone = true);
      await exercise(worker, run, { ...options, progress, whenAlone });
      await recordDrift(worker);
      await recordSourceDrift(worker);
      await readReleases(worker);
    },
  );
}

/**
 * Runs the parts of the plan: all at once, for each waits much of its time (links expire, calls last, pages
 * load), or in turn where the definition asks for fewer requests at once than one part alone would send.
 */
async function exercise(
  worker: Worker,
  run: Run,
  options: Options & { progress: Progress; whenAlone: () => void },
): Promise<void> {
  const parts = run.plan.parts.map((part): Stage<unknown> =>
    isChildPart(part) ? childStage(worker, run, part, options) : sweepStage(worker, run, options),
  );
  if (concurrencyOf(worker.definition) >= defaultConcurrency) await together(parts);
  else for (const part of parts) await together([part]);
  if (!runsAlone(run.plan)) return;
  options.whenAlone();
  await together([aloneStage(worker, run, options)]);
}

function sweepStage(
  worker: Worker,
  { folder, cohorts, plan }: Run,
  { signal, open, until, probes, progress }: Options & { progress: Progress },
): Stage<void> {
  return {
    title: 'Seeding patients and sweeping after the update',
    async run(say) {
      progress.say = say;
      const began = now();
      if (probes === undefined || probes.includes(herd)) await lookAtOnce(worker, plan.seed);
      await seedAfter(worker, cohorts, say);
      await sweep(worker, {
        seed: plan.seed + 1,
        until,
        probes,
        ...sweepProgress(say),
      });
      await recordConnectionsAcross(worker, open);
      const took = now() - began;
      const earlier = await recordedBefore(folder);
      if (plan.planted === true) await plantInAnswers(worker, earlier, { took, until });
      await lookAgain(worker, earlier, { until, say });
      if (!runsAlone(plan)) await endSweep(worker, folder, signal);
    },
    summary: () =>
      `${worker.accounts.length} accounts, ${worker.things.length} consultations, ${worker.recorded.attempts.length} attempts`,
  };
}

/** Whether the sweep goes on alone once all parts have ended. */
function runsAlone({ parts, scope }: Plan): boolean {
  return scope !== 'gate' && parts.includes('sweep');
}

/** What tells something only while nothing else is active: the sweep has ended with it. */
function aloneStage(
  worker: Worker,
  { folder, plan }: Run,
  { signal, until, watch, progress }: Options & { progress: Progress },
): Stage<void> {
  const before = worker.recorded.attempts.length;
  return {
    title: 'Looking again while nothing else is active',
    async run(say) {
      progress.say = say;
      const seed = plan.seed + 2;
      const alone = { probes: aloneProbes, controls: 'some' } as const;
      await sweep(worker, { seed, until, watch, ...alone, ...sweepProgress(say) });
      await endSweep(worker, folder, signal);
    },
    summary: () => `${worker.recorded.attempts.length - before} attempts`,
  };
}

async function endSweep(
  worker: Pick<Lifetime, 'record'>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const status = signal.aborted ? 'interrupted' : 'completed';
  await end(worker, folder, { part: 'sweep', status, why: '' });
}

function childStage(
  worker: Pick<Lifetime, 'record'> & Pick<InRun, 'definition'>,
  { folder }: Run,
  part: ChildPart,
  options: Options,
): Stage<PartEnd> {
  const none = part === 'scenarios' ? whyNoWebClient(worker.definition) : null;
  const passed = none === null ? 'all passed' : `nothing to play (${none})`;
  return {
    title: part === 'properties' ? 'Generated properties' : 'Scenarios in the browser',
    async run() {
      const ended = await runPart(part, { folder, ...options });
      await end(worker, folder, { part, ...ended });
      return ended;
    },
    summary: () => passed,
    fault: ({ status, why }) => (status === 'completed' ? null : why || status),
  };
}

async function end(
  worker: Pick<Lifetime, 'record'>,
  folder: string,
  { part, status, why }: PartEnd & { part: string },
): Promise<void> {
  const files = (await historyFiles(folder)).map(({ name }) => name);
  worker.record({ type: 'fact', fact: 'part-ended', at: now(), part, status, why, files });
}

/** Reads the release several times at once, over several connections: one connection leads to the same server again. */
async function readReleases(worker: Lifetime): Promise<void> {
  await Promise.all(Array.from({ length: releaseReads }, () => worker.readRelease()));
}
