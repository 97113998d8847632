import { createMediaSource, type MediaSource } from '../exercise/seed/seed-media.ts';
import type { HandOver } from '../exercise/seed/hand-over.ts';
import { UsageError } from '../domain/errors.ts';
import { afterUpdate } from './after-update.ts';
import { beforeUpdate } from './before-update.ts';
import { assertRunners } from './parts/child-parts.ts';
import { asError, conclude, type Conclusion } from './conclude.ts';
import { firstRelease } from './first-contact.ts';
import { newRun, type Run } from './folder/new-run.ts';
import { noteEnd } from './folder/note-end.ts';
import type { RunOptions } from './options.ts';
import { seededLifetime, verifyLifetime } from '../accounts/pool/lease.ts';
import { type HeldLeases, holdLeases, renewLeases } from './folder/lease-accounts.ts';
import { resumeRun } from './folder/resume-run.ts';
import { keepSecrets } from './folder/secrets-of-run.ts';
import { openSetting, type Setting } from './setting.ts';
import { loadForSeed, loadForVerify } from './usage.ts';
import { stage } from './stages.ts';
import { runUpdateCommand } from './update-command.ts';

/** A run under way, with what its first half handed over. */
type Half = { run: Run; handOver: HandOver };

/** The run's folder, and what stopped it before its end; null when nothing did. */
export type Seeded = { folder: string; stopped: Error | null };

const nothing: HandOver = { accounts: [], sessions: [], things: [], shares: [] };

/**
 * A whole run, or (with `run`) the second half of one that `seed` began. Once its folder is there it is
 * judged and reported whatever happens. Rejects when it could not even begin. A deployment that it started
 * still runs: `setting.embedded` stops it. Accounts of a pool are still the run's: `leases` releases them.
 */
export async function verify(
  options: RunOptions,
  signal: AbortSignal,
): Promise<Conclusion & { setting: Setting; leases: HeldLeases }> {
  const loaded = await loadForVerify(options);
  // Before anything is started: a run that cannot go on is told at once.
  const resumed =
    options.run === undefined ? null : await resumeRun(options.run, loaded.definition);
  assertRunners(resumed?.run.plan.parts ?? options.only);
  const setting = loaded.definition.embedded
    ? await stage(
        `Starting ${loaded.definition.name}`,
        async () => openSetting(loaded, options),
        ({ definition }) => definition.url,
      )
    : await openSetting(loaded, options);
  let leases: HeldLeases | null = null;
  const media = createMediaSource();
  try {
    const half =
      resumed ??
      (await begin(
        setting,
        { expected: true, name: loaded.update },
        { ...options, lifetime: verifyLifetime },
        signal,
      ));
    const { folder, plan } = half.run;
    if (resumed) renewLeases(setting.definition, plan, folder, half.handOver);
    leases = holdLeases(setting.definition, plan.run);
    const stopped = await goOn(half.run.folder, async () => {
      if (!resumed) {
        await firstHalf(setting, half, options, signal, media);
        if (signal.aborted) return noteEnd(half.run.folder, 'seeding', 'interrupted', '');
        if (!(await update(setting, half.run.folder, loaded.update, options, signal))) return;
      }
      await secondHalf(setting, half, options, signal, media);
    });
    const conclusion = await conclude(half.run.folder);
    return {
      ...conclusion,
      errors: [...(stopped ? [stopped] : []), ...conclusion.errors],
      setting,
      leases,
    };
  } catch (error) {
    leases?.release();
    await setting.embedded?.stop();
    throw error;
  } finally {
    await media.close();
  }
}

/** The first half of a run, for an update that someone else performs. What it seeded is kept whatever happens. */
export async function seed(options: RunOptions, signal: AbortSignal): Promise<Seeded> {
  const setting = await openSetting(await loadForSeed(options), options);
  const half = await begin(
    setting,
    { expected: true, name: null },
    { ...options, lifetime: seededLifetime },
    signal,
  );
  const { folder, plan } = half.run;
  const leases = holdLeases(setting.definition, plan.run);
  const stopped = await goOn(folder, async () => {
    await firstHalf(setting, half, options, signal);
    if (signal.aborted) noteEnd(folder, 'seeding', 'interrupted', '');
    signal.throwIfAborted();
  });
  if (stopped === null) leases.keep();
  else leases.release();
  return { folder, stopped };
}

/** Runs what remains; what it throws is noted in the history, and returned. */
async function goOn(folder: string, rest: () => Promise<void>): Promise<Error | null> {
  try {
    await rest();
    return null;
  } catch (thrown) {
    const error = asError(thrown);
    noteEnd(
      folder,
      'the run',
      'failed',
      error instanceof UsageError ? error.message : 'an internal error',
    );
    return error;
  }
}

/** First contact, and the run's folder. */
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
  const run = await newRun(setting.definition, options, update, release, options.lifetime);
  return { run, handOver: nothing };
}

async function firstHalf(
  setting: Setting,
  half: Half,
  options: RunOptions,
  signal: AbortSignal,
  media?: MediaSource,
): Promise<void> {
  await beforeUpdate(setting.definition, half.run, {
    signal,
    media,
    keep: keeper(setting, half, options.keep ?? false),
  });
}

/** Whether the deployment was updated; where it was not, the history says why, and there is no more to look at. */
async function update(
  setting: Setting,
  folder: string,
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
        else if (options.updateCommand) await runUpdateCommand(options.updateCommand, signal);
      },
      () => id ?? 'done',
    );
    return true;
  } catch (error) {
    noteEnd(
      folder,
      'the update',
      signal.aborted ? 'interrupted' : 'failed',
      asError(error).message,
    );
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
    CHAPERONE_SEED: String(half.run.plan.seed),
    ...(options.runs === undefined ? {} : { CHAPERONE_RUNS: String(options.runs) }),
  };
  await afterUpdate(setting.definition, half.run, half.handOver, {
    environment,
    signal,
    media,
    keep: keeper(setting, half, options.keep ?? false),
  });
}

/** What an embedded deployment holds is gone with it: there its secrets need no keeping, unless it is kept. */
function keeper(
  setting: Setting,
  half: Half,
  kept: boolean,
): (handOver: HandOver) => Promise<void> {
  return async (handOver) => {
    const { cohorts, idKey } = half.run;
    half.handOver = handOver;
    if (!setting.embedded || kept) await keepSecrets(half.run.folder, { cohorts, idKey, handOver });
  };
}
