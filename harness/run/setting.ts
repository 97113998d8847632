import type { Definition } from '../deployment/definition.ts';
import type { Embedded, RunningEmbedded } from '../deployment/embedded.ts';
import { assertSeedingAllowed } from '../deployment/hosts/host-guard.ts';
import { loadDefinition } from '../deployment/load.ts';
import { type Imports, withSources } from '../deployment/surfaces/with-sources.ts';
import { resetClock } from '../domain/clock.ts';
import { UsageError } from '../domain/errors.ts';
import { probesFor } from '../exercise/probes/catalogue.ts';
import type { RunOptions } from './options.ts';
import { readSources } from './read-sources.ts';

/** A definition whose URL is known, because the definition gives it or because we started the deployment. */
export type Setting = {
  definition: Definition & { url: string };
  /** Path of the file that holds the definition. */
  configFile: string;
  /** The embedded deployment; null when the deployment runs elsewhere. */
  embedded: RunningEmbedded | null;
  /** Environment variables by which the processes of the run find the same deployment. */
  environment: Readonly<Record<string, string>>;
};

/** The embedded clinic's definition, at the root of the package. */
const clinicDefinition = new URL(
  `../../chaperone.config${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** Loads the definition. `--update` of an unknown id is a UsageError that lists the known ones. */
export async function loadSetting(options: Pick<RunOptions, 'config' | 'demo' | 'update'>) {
  const isDemo = options.demo ?? false;
  const { definition: found, file } = await loadDefinition({
    config: options.config,
    cwd: process.cwd(),
    ...(isDemo ? { demo: clinicDefinition } : {}),
  });
  // Reports and verdicts show the name, so that nobody takes a demo for their own deployment.
  const definition = isDemo ? { ...found, name: `Demo: ${found.name}` } : found;
  probesFor(definition);
  const update = chooseUpdate(definition, options.update);
  return { definition, configFile: file, update };
}

/**
 * Starts an embedded deployment. For any other, checks that it may be seeded. Then reads what its surfaces follow from,
 * but for what a plan has kept of it (`imports`).
 */
export async function openSetting(
  loaded: { definition: Definition; configFile: string },
  options: Pick<RunOptions, 'confirmed'>,
  imports?: Imports,
): Promise<Setting> {
  const { definition, configFile } = loaded;
  const embedded = definition.embedded
    ? await startEmbedded(definition.name, definition.embedded)
    : null;
  const environment = { CHAPERONE_CONFIG: configFile, ...embedded?.environment };
  Object.assign(process.env, environment);
  const url = embedded?.url ?? definition.url;
  if (!url) {
    throw new UsageError(
      `${definition.name}: no URL is given.`,
      'Set `url` in the deployment definition.',
    );
  }
  if (!embedded)
    assertSeedingAllowed({ url, hosts: definition.hosts ?? [], confirmed: options.confirmed });
  try {
    const read = await readSources({ ...definition, url }, imports);
    const whole = withSources(definition, read, configFile);
    return { definition: { ...whole, url }, configFile, embedded, environment };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function startEmbedded(name: string, { start }: Embedded): Promise<RunningEmbedded> {
  let running: Partial<RunningEmbedded> | undefined;
  try {
    running = await start();
  } catch (error) {
    throw new UsageError(
      `${name} could not be started: ${error instanceof Error ? error.message : String(error)}`,
      'Put that right, or `embedded.start` in its definition.',
      { cause: error },
    );
  }
  const fault = faultOf(running);
  if (fault === null) return timed(running as RunningEmbedded);
  if (typeof running?.stop === 'function') await running.stop();
  throw new UsageError(
    `${name} was started, but what \`embedded.start\` returned has ${fault}`,
    'Return { url, update, stop } there; url is the address at which the deployment then answers, e.g. http://127.0.0.1:8080.',
  );
}

/** The deployment, with whose end the run's time is this machine's again. */
function timed(running: RunningEmbedded): RunningEmbedded {
  return {
    ...running,
    async stop() {
      await running.stop();
      resetClock();
    },
  };
}

/** What is wrong with what `embedded.start` returned (nothing checks types when a definition is run); null where nothing is. */
function faultOf(running: Partial<RunningEmbedded> | undefined): string | null {
  if (!/^https?:$/.test(URL.parse(String(running?.url))?.protocol ?? ''))
    return running?.url === undefined ? 'no url' : 'a url that is no http(s) address';
  if (typeof running?.update !== 'function') return 'no function `update`';
  if (running.clock !== undefined && typeof running.clock.advance !== 'function')
    return 'a clock without a function `advance`';
  return typeof running.stop === 'function' ? null : 'no function `stop`';
}

function chooseUpdate(definition: Definition, wanted: string | undefined): string | null {
  const known = definition.embedded?.updates ?? [];
  if (wanted === undefined) return known[0]?.id ?? null;
  if (known.some(({ id }) => id === wanted)) return wanted;
  if (known.length === 0) {
    throw new UsageError(
      `--update ${wanted}: ${definition.name} is not started by Chaperone, so it can't be updated by it either.`,
      'Use --update-command, or `chaperone seed` before the update and `chaperone verify --run <folder>` after it.',
    );
  }
  throw new UsageError(
    `There is no update ${wanted}.`,
    `Choose one of: ${known.map(({ id, title }) => `${id} (${title})`).join(', ')}.`,
  );
}
