import { UsageError } from '../domain/errors.ts';
import type { RunOptions } from './options.ts';
import { seededAndLeft } from './folder/runs-with-secrets.ts';
import { assertKey } from './folder/secrets-of-run.ts';
import { takeBaseline } from './baseline/read-baseline.ts';
import { loadSetting } from './setting.ts';
import { firstLine } from './version.ts';

/** Loads the definition for `verify`. Rejects with a UsageError when the options don't fit the deployment. */
export async function loadForVerify(options: RunOptions) {
  const loaded = await loadSetting(options);
  process.stderr.write(`${firstLine(loaded.configFile)}\n`);
  const { name, embedded } = loaded.definition;
  if (embedded && options.run !== undefined) {
    throw new UsageError(
      `${name} is started anew for each run, so a run of it can\u2019t be continued.`,
      'Leave --run out.',
    );
  }
  if (embedded && options.updateCommand !== undefined) {
    throw new UsageError(
      `${name} is updated by Chaperone itself.`,
      'Name one of its updates with --update, and leave --update-command out.',
    );
  }
  if (!embedded && options.run === undefined && !options.updateCommand) {
    throw new UsageError(
      `Nothing says how ${name} is updated.`,
      'Give --update-command "\u2026", or run `chaperone seed`, update it yourself, and then `chaperone verify --run <folder>`.',
    );
  }
  if (!embedded) assertKey();
  if (options.run === undefined) await takeBaseline(options.baseline, loaded.configFile, name);
  return loaded;
}

/** Loads the definition for `seed`. Rejects with a UsageError when the options don't fit the deployment. */
export async function loadForSeed(options: RunOptions) {
  const loaded = await loadSetting(options);
  process.stderr.write(`${firstLine(loaded.configFile)}\n`);
  if (loaded.definition.embedded) {
    throw new UsageError(
      `${loaded.definition.name} lives only within one run: there is nothing to seed ahead.`,
      'Use `chaperone verify`, or give the definition of a deployment of your own with --config.',
    );
  }
  assertKey();
  await takeBaseline(options.baseline, loaded.configFile, loaded.definition.name);
  const left = await seededAndLeft(loaded.definition.name);
  if (left !== null) process.stderr.write(`${left}\n`);
  return loaded;
}
