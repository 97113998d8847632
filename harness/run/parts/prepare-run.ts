import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from '../../domain/attempts/attempt.ts';
import { readFlag, readVariable, readWholeNumber } from '../../domain/read-environment.ts';
import { newRun } from '../folder/new-run.ts';
import { loadSetting, openSetting } from '../setting.ts';

/**
 * Prepares a run in the global set-up of vitest and Playwright. Within `chaperone verify` it does nothing. In a runner
 * started by hand (`npx vitest`, `npx playwright test`) it starts the definition's deployment, applies an update
 * (CHAPERONE_UPDATE, by default the first), and begins a run to record in. Resolves with a function that undoes all
 * this.
 */
export async function prepareRun(part: Part): Promise<() => Promise<void>> {
  if (readVariable('CHAPERONE_RUN') !== undefined) return async () => undefined;
  const loaded = await loadSetting({
    config: readVariable('CHAPERONE_CONFIG'),
    update: readVariable('CHAPERONE_UPDATE'),
  });
  const seed = readWholeNumber('CHAPERONE_SEED');
  const setting = await openSetting(loaded, {
    confirmed: readFlag('CHAPERONE_YES_PRODUCTION'),
  });
  const out = await mkdtemp(join(tmpdir(), 'chaperone-'));
  const undo = async () => {
    delete process.env['CHAPERONE_RUN'];
    delete process.env['CHAPERONE_ID_KEY'];
    await setting.embedded?.stop();
    await rm(out, { recursive: true, force: true });
  };
  try {
    if (setting.embedded && loaded.update) await setting.embedded.update(loaded.update);
    const run = await newRun(
      setting.definition,
      { only: [part], out, confirmed: false, seed },
      { expected: false, name: loaded.update },
      null,
    );
    process.env['CHAPERONE_RUN'] = run.folder;
    process.env['CHAPERONE_ID_KEY'] = run.idKey;
    return undo;
  } catch (error) {
    await undo();
    throw error;
  }
}
