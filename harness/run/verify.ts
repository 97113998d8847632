import { createHostGuard } from '../deployment/host-guard.ts';
import { openConnections } from '../exercise/connections.ts';
import { createBaggage } from '../exercise/cookies.ts';
import { createSessionHttp } from '../exercise/http-session.ts';
import { createPace } from '../exercise/pace.ts';
import { UsageError } from '../domain/errors.ts';
import { afterUpdate } from './after-update.ts';
import { beforeUpdate } from './before-update.ts';
import { conclude, type Conclusion } from './conclude.ts';
import { newRun, type Run } from './new-run.ts';
import type { RunOptions } from './options.ts';
import { removeSeeded } from './remove-seeded.ts';
import { findRunFolder, readPlan } from './run-folder.ts';
import { assertKeyInCi, keepSecrets, recallSecrets } from './secrets-of-run.ts';
import { loadSetting, openSetting, type Setting } from './setting.ts';
import { stage } from './stages.ts';
import { runUpdateCommand } from './update-command.ts';

/** A whole run, or (with `run`) the second half of one that `seed` began. */
export async function verify(options: RunOptions, signal: AbortSignal): Promise<Conclusion> {
  const loaded = await loadSetting(options);
  if (options.run === undefined && !loaded.definition.embedded && !options.updateCommand) {
    throw new UsageError(
      `Nothing says how ${loaded.definition.name} is updated.`,
      'Give --update-command "…", or run `chaperone seed`, update it yourself, and then `chaperone verify --run <folder>`.',
    );
  }
  if (options.run !== undefined && loaded.definition.embedded) {
    throw new UsageError(
      `${loaded.definition.name} is started anew for each run, so a run of it can't be continued.`,
      'Leave --run out.',
    );
  }
  if (!loaded.definition.embedded) assertKeyInCi();
  const setting = await stage(
    loaded.definition.embedded ? `Starting ${loaded.definition.name}` : `Reaching ${loaded.definition.name}`,
    async () => openSetting(loaded, options),
    ({ definition }) => definition.url,
  );
  try {
    const folder = options.run === undefined
      ? await wholeRun(setting, loaded.update, options, signal)
      : await secondHalf(setting, options.run, options, signal);
    const conclusion = await conclude(folder);
    // A violation is reproduced with the accounts that showed it, so they stay until `chaperone clean`.
    if (!setting.embedded && conclusion.verdict.verdict !== 'violated') await removeSeeded(folder, setting.definition);
    return conclusion;
  } finally {
    await setting.embedded?.stop();
  }
}

/** The first half of a run, for an update that someone else performs. Returns the run's folder. */
export async function seed(options: RunOptions, signal: AbortSignal): Promise<string> {
  const loaded = await loadSetting(options);
  if (loaded.definition.embedded) {
    throw new UsageError(
      `${loaded.definition.name} lives only within one run: there is nothing to seed ahead.`,
      'Use `chaperone verify`, or give the definition of a deployment of your own with --config.',
    );
  }
  assertKeyInCi();
  const setting = await openSetting(loaded, options);
  const { run } = await firstHalf(setting, { expected: true, name: null }, options, signal);
  return run.folder;
}

async function wholeRun(setting: Setting, update: string | null, options: RunOptions, signal: AbortSignal): Promise<string> {
  const name = setting.embedded ? update : 'the update command';
  const { run, handOver } = await firstHalf(setting, { expected: true, name }, options, signal);
  if (signal.aborted) return run.folder;
  await stage(`Updating ${setting.definition.name}`, async () => {
    if (setting.embedded && update) await setting.embedded.update(update);
    else if (options.updateCommand) await runUpdateCommand(options.updateCommand, signal);
  }, () => name ?? '');
  await finish(setting, run, handOver, options, signal);
  return run.folder;
}

async function firstHalf(setting: Setting, update: Run['plan']['update'], options: RunOptions, signal: AbortSignal) {
  const { definition } = setting;
  const release = await firstRelease(definition);
  const run = await newRun(definition, options, update, release);
  const handOver = await beforeUpdate(definition, run, signal);
  if (!setting.embedded) await keepSecrets(run.folder, { cohorts: run.cohorts, handOver });
  return { run, handOver };
}

async function secondHalf(setting: Setting, given: string, options: RunOptions, signal: AbortSignal): Promise<string> {
  const folder = await findRunFolder(given);
  const plan = await readPlan(folder);
  const { cohorts, handOver } = await recallSecrets(folder);
  await finish(setting, { folder, plan, cohorts }, handOver, options, signal);
  return folder;
}

async function finish(setting: Setting, run: Run, inherit: Parameters<typeof afterUpdate>[2], options: RunOptions, signal: AbortSignal) {
  const environment = {
    ...setting.environment,
    CHAPERONE_SEED: String(run.plan.seed),
    ...(options.runs === undefined ? {} : { CHAPERONE_RUNS: String(options.runs) }),
  };
  const handOver = await afterUpdate(setting.definition, run, inherit, { environment, signal });
  if (!setting.embedded) await keepSecrets(run.folder, { cohorts: run.cohorts, handOver });
}

/** The first contact: a deployment that can't be reached is the user's to mend, before anything is written. */
async function firstRelease(definition: Setting['definition']): Promise<string> {
  const connections = openConnections({ timeout: definition.timeout });
  const base = new URL(definition.url);
  const http = createSessionHttp({
    connections,
    pace: createPace(),
    base,
    guard: createHostGuard(definition).check,
    baggage: createBaggage(base.origin),
  });
  try {
    return await definition.release({ http });
  } catch (error) {
    throw new UsageError(
      `${definition.name} (${definition.url}) did not tell its release: ${error instanceof Error ? error.message : String(error)}.`,
      'Check the URL, that the deployment runs and is reachable from here, and `release` in its definition.',
      { cause: error },
    );
  } finally {
    await connections.close();
  }
}
