import { webClientOf } from '../deployment/web-client.ts';
import { closeAcross } from '../exercise/listening/across-update.ts';
import type { ConnectionAcross } from '../exercise/listening/across-update.ts';
import { createMediaSource, type MediaSource } from '../exercise/seed/seed-media.ts';
import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import { UsageError } from '../domain/errors.ts';
import { afterUpdate } from './after-update.ts';
import { assertSeeded } from './assert-seeded.ts';
import { beforeUpdate } from './before-update.ts';
import { assertRunners } from './parts/child-parts.ts';
import { asError, conclude, type Conclusion } from './conclude.ts';
import { firstRelease } from './first-contact.ts';
import { newRun, type Run } from './folder/new-run.ts';
import { noteEarlierRuns } from './earlier/note-earlier-runs.ts';
import { noteEnd } from './folder/note-end.ts';
import type { RunOptions } from './options.ts';
import { seededLifetime, verifyLifetime } from '../accounts/pool/lease.ts';
import { type HeldLeases, holdLeases, renewLeases } from './folder/lease-accounts.ts';
import { type Resumed, resumeRun } from './folder/resume-run.ts';
import { keepSecrets, type RunSecrets } from './folder/secrets-of-run.ts';
import { openSetting, type Setting } from './setting.ts';
import { loadForSeed, loadForVerify } from './usage.ts';
import { stage } from './stages.ts';
import { createGateClock, type GateClock } from './gate-clock.ts';
import { runUpdateCommand } from './update-command.ts';

/** A run under way, with what its first half handed over to the second. */
type Half = {
  run: Run;
  handOver: SavedWorker;
  /** Connections that stay open across the update; null where that happens between two commands. */
  open: readonly ConnectionAcross[] | null;
  clock: GateClock;
};

/** A seeded run: its folder, and the error that stopped it early, or null. */
export type Seeded = { folder: string; stopped: Error | null };

/** Attempts and sign-outs that were under way were not recorded, so nothing that follows them could be judged. */
const wasKilled = 'its process was killed, and what it had recorded by then is judged';

const nothing: SavedWorker = { accounts: [], sessions: [], things: [], shares: [] };

/**
 * Does a whole run, or (with `options.run`) the second half of a run that `seed` began. As soon as the run has a
 * folder, it is judged and reported whatever happens. Rejects only when the run could not begin. Afterwards an embedded
 * deployment still runs, and accounts of a pool are still leased: the caller stops `setting.embedded` and releases
 * `leases`.
 */
export async function verify(
  options: RunOptions,
  signal: AbortSignal,
): Promise<Conclusion & { setting: Setting; leases: HeldLeases }> {
  const loaded = await loadForVerify(options);
  // This comes before anything is started, so that an error in the options is reported at once.
  const resumed =
    options.run === undefined ? null : takeUp(await resumeRun(options.run, loaded.definition));
  assertRunners(resumed?.run.plan.parts ?? options.only);
  const media = createMediaSource();
  try {
    // Where there is a web client there are recordings to make: the browser starts while the deployment does.
    if (webClientOf(loaded.definition) !== null) media.warmUp();
    return await verifyLoaded(loaded, resumed, options, signal, media);
  } finally {
    await media.close();
  }
}

/** The half of a run that `seed` began: nothing outlives its process, and its share of a gate's time is gone. */
function takeUp(resumed: Resumed): Half & Resumed {
  return { ...resumed, open: null, clock: createGateClock(resumed.run.plan.budget, true) };
}

async function verifyLoaded(
  loaded: Awaited<ReturnType<typeof loadForVerify>>,
  resumed: (Half & Pick<Resumed, 'wasCut'>) | null,
  options: RunOptions,
  signal: AbortSignal,
  media: MediaSource,
): ReturnType<typeof verify> {
  const setting = loaded.definition.embedded
    ? await stage(
        `Starting ${loaded.definition.name}`,
        async () => openSetting(loaded, options),
        ({ definition }) => definition.url,
      )
    : await openSetting(loaded, options, resumed?.run.plan.imports);
  let leases: HeldLeases | null = null;
  try {
    const half =
      resumed ??
      (await begin(
        setting,
        { expected: true, name: loaded.update, ...sameReleaseOf(options) },
        { ...options, lifetime: verifyLifetime },
        signal,
      ));
    const { folder, plan } = half.run;
    if (resumed) renewLeases(setting.definition, plan, folder, half.handOver);
    leases = holdLeases(setting.definition, plan.run);
    const stopped = await goOn(half.run, async () => {
      if (!resumed) {
        await firstHalf(setting, half, signal, media);
        if (signal.aborted) return noteEnd(half.run, 'seeding', 'interrupted', '');
        if (!(await update(setting, half, loaded.update, options, signal))) return;
      } else if (resumed.wasCut) return noteEnd(half.run, 'verifying', 'interrupted', wasKilled);
      await secondHalf(setting, half, options, signal, media);
    });
    await closeAcross(half.open ?? []);
    // Before judging: reports are made from the run's own files alone.
    const notNoted = await noteEarlierRuns(folder, plan).then(() => null, asError);
    const conclusion = await conclude(half.run.folder, half.run.sealKey);
    return {
      ...conclusion,
      errors: [stopped, notNoted, ...conclusion.errors].filter((error) => error !== null),
      setting,
      leases,
    };
  } catch (error) {
    leases?.release();
    await setting.embedded?.stop();
    throw error;
  }
}

/**
 * Does the first half of a run, for an update that someone else performs. What was seeded is kept whatever happens.
 * Where nothing could be booked it is stopped by that.
 */
export async function seed(options: RunOptions, signal: AbortSignal): Promise<Seeded> {
  const setting = await openSetting(await loadForSeed(options), options);
  const half: Half = {
    ...(await begin(
      setting,
      { expected: true, name: null, ...sameReleaseOf(options) },
      { ...options, lifetime: seededLifetime },
      signal,
    )),
    open: null,
  };
  const { folder, plan } = half.run;
  const leases = holdLeases(setting.definition, plan.run);
  const stopped = await goOn(half.run, async () => {
    await firstHalf(setting, half, signal);
    if (signal.aborted) noteEnd(half.run, 'seeding', 'interrupted', '');
    signal.throwIfAborted();
    await assertSeeded(half.run, half.handOver);
  });
  if (stopped === null) leases.keep();
  else leases.release();
  return { folder, stopped };
}

function sameReleaseOf({ sameRelease }: RunOptions): Pick<Run['plan']['update'], 'sameRelease'> {
  return sameRelease === undefined ? {} : { sameRelease };
}

/** Runs the rest of a run. An error is recorded in the history, and returned. */
async function goOn(run: Run, rest: () => Promise<void>): Promise<Error | null> {
  try {
    await rest();
    return null;
  } catch (thrown) {
    const error = asError(thrown);
    noteEnd(
      run,
      'the run',
      'failed',
      error instanceof UsageError ? error.message : 'an internal error',
    );
    return error;
  }
}

/** Begins a run: reads the release of the deployment, and creates the run's folder. */
async function begin(
  setting: Setting,
  update: Run['plan']['update'],
  options: RunOptions & { lifetime: number },
  signal: AbortSignal,
): Promise<Half> {
  signal.throwIfAborted();
  const { definition, embedded } = setting;
  const release = embedded
    ? await firstRelease(definition, signal)
    : await stage(
        `Reaching ${definition.name}`,
        async () => firstRelease(definition, signal),
        (told) => `${definition.url}, release ${told}`,
      );
  const run = await newRun(
    setting.definition,
    options,
    update,
    release,
    options.lifetime,
    setting.configFile,
  );
  const clock = createGateClock(options.budget);
  const half: Half = { run, handOver: nothing, open: [], clock };
  // Before anything is made, so that what is made can be found and removed even if this process is killed.
  await keeper(half)(nothing);
  return half;
}

async function firstHalf(
  setting: Setting,
  half: Half,
  signal: AbortSignal,
  media?: MediaSource,
): Promise<void> {
  half.open = await beforeUpdate(setting.definition, half.run, {
    signal,
    media,
    until: half.clock.beforeUpdate(),
    staysOpen: half.open !== null,
    keep: keeper(half),
  });
}

/** Updates the deployment. Resolves with false when that failed, and records why: then the second half is left out. */
async function update(
  setting: Setting,
  { run, clock }: Half,
  id: string | null,
  options: RunOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { definition, embedded } = setting;
  try {
    await stage(
      `Updating ${definition.name}`,
      async () => {
        if (embedded && id) await embedded.update(id);
        else if (options.updateCommand) {
          const began = Date.now();
          await runUpdateCommand(options.updateCommand, signal);
          clock.noteUpdate(Date.now() - began);
        }
      },
      () => id ?? 'done',
    );
    return true;
  } catch (error) {
    noteEnd(run, 'the update', signal.aborted ? 'interrupted' : 'failed', asError(error).message);
    return false;
  }
}

async function secondHalf(
  setting: Setting,
  half: Half,
  options: RunOptions,
  signal: AbortSignal,
  media: MediaSource,
): Promise<void> {
  const environment = {
    ...setting.environment,
    CHAPERONE_ID_KEY: half.run.idKey,
    ...(half.run.secrets === null ? {} : { CHAPERONE_SECRETS: half.run.secrets }),
    CHAPERONE_SEED: String(half.run.plan.seed),
    ...(options.runs === undefined ? {} : { CHAPERONE_RUNS: String(options.runs) }),
  };
  await afterUpdate(setting.definition, half.run, half.handOver, {
    environment,
    open: half.open,
    clock: setting.embedded?.clock ?? null,
    watch: options.watch,
    until: half.clock.afterUpdate(),
    signal,
    media,
    keep: keeper(half),
  });
}

/** Creates the function that keeps a saved worker: for the next half and, unless nothing is kept, on disk. */
function keeper(half: Half): (handOver: SavedWorker) => Promise<void> {
  return async (handOver) => {
    half.handOver = handOver;
    const { folder, secrets } = half.run;
    if (secrets !== null) await keepSecrets(folder, secretsOf(half.run, handOver));
  };
}

function secretsOf({ cohorts, idKey, sealKey }: Run, handOver: SavedWorker): RunSecrets {
  return { cohorts, idKey, ...(sealKey === null ? {} : { sealed: true }), handOver };
}
