import { loadDefinition } from '../../deployment/load.ts';
import { withSources } from '../../deployment/surfaces/with-sources.ts';
import { readVariable } from '../../domain/read-environment.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Part } from '../../domain/attempts/attempt.ts';
import { openWorker } from '../../exercise/worker/open-worker.ts';
import { createMediaSource } from '../../exercise/seed/seed-media.ts';
import type { LentBrowser } from '../../media/video-studio.ts';
import type { Worker } from '../../exercise/worker/worker.ts';
import { openJournal } from '../folder/journal-of-run.ts';
import { readPlan } from '../folder/run-folder.ts';

/**
 * Opens a worker in the run that the environment names: CHAPERONE_RUN is its folder, and CHAPERONE_ID_KEY the key of
 * its digests. Properties and scenarios use this, because their runners start processes of their own. They run after
 * the update.
 */
export async function joinRun(options: {
  part: Part;
  /** The worker's name, unique in the run. */
  name: string;
  /** The worker gives its accounts numbers from here on. No two workers may use the same numbers for tokens. */
  firstAccount: number;
  signal?: AbortSignal;
  /** Records the worker's seed media, which else start a browser of their own. */
  browser?: LentBrowser;
}): Promise<Worker> {
  const folder = readVariable('CHAPERONE_RUN');
  const idKey = readVariable('CHAPERONE_ID_KEY');
  if (folder === undefined || idKey === undefined) {
    throw new UsageError(
      `${folder ? 'CHAPERONE_ID_KEY' : 'CHAPERONE_RUN'} is not set.`,
      'Let `chaperone verify`, or prepareRun in the runner\u2019s global set-up, start the run.',
    );
  }
  const plan = await readPlan(folder);
  const { definition, file } = await loadDefinition({
    config: readVariable('CHAPERONE_CONFIG'),
    cwd: process.cwd(),
  });
  const { browser, ...about } = options;
  const secrets = readVariable('CHAPERONE_SECRETS');
  return openWorker({
    ...about,
    ...(browser ? { media: createMediaSource(browser) } : {}),
    ...(secrets === undefined ? {} : { journal: await openJournal(secrets, options.name) }),
    keepsSamples: options.part === 'scenarios' && plan.planted === true,
    folder,
    plan,
    idKey,
    definition: { ...withSources(definition, plan.imports ?? {}, file), url: plan.url },
    phase: 'after-update',
  });
}
