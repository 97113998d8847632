import { existsSync, readFileSync } from 'node:fs';
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { TakenBaseline } from '../baseline/read-baseline.ts';
import type { Plan } from '../../domain/plan.ts';
import { surfaceKinds } from '../../domain/surfaces/surface.ts';
import { withKind } from './earlier-plans.ts';

/** The paths of a run's files, given its folder (see "What a run leaves behind" in the docs). */
export function runPaths(folder: string) {
  const name = basename(folder);
  return {
    plan: join(folder, 'plan.json'),
    history: join(folder, 'history'),
    logs: join(folder, 'logs'),
    verdict: join(folder, 'verdict.json'),
    report: join(folder, 'index.html'),
    /** Lies outside the reports, so that it is never published. */
    secrets: resolve('.chaperone', name, 'secrets.json'),
  };
}

/** The default folder of run folders, relative to the current folder. */
export const defaultOut = 'reports/runs';

/** The name of a run and its folder: release, time and run number, such as `2020.6-20200609T151200Z-1f3a`. */
export function runName(release: string, startedAt: number, run: number): string {
  const safe =
    release
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 40) || 'unknown';
  const time = new Date(startedAt).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${safe}-${time}-${run.toString(36)}`;
}

/** Creates the folder of a run with its plan (and a copy of its baseline), and the link `latest` beside it. */
export async function createRunFolder(
  folder: string,
  plan: Plan,
  baseline?: TakenBaseline,
): Promise<void> {
  const paths = runPaths(folder);
  const latest = join(dirname(folder), 'latest');
  await assertNoFolder(latest);
  try {
    await mkdir(paths.history, { recursive: true });
    await mkdir(paths.logs, { recursive: true });
    if (baseline !== undefined) await writeFile(join(folder, baseline.copy), baseline.text);
    await writeFile(paths.plan, JSON.stringify(plan, null, 2), { flag: 'wx' });
  } catch (error) {
    throw new UsageError(
      `The run's folder ${folder} could not be written: ${(error as Error).message}`,
      'Free some space, or name another folder with --out.',
      { cause: error },
    );
  }
  await rm(latest, { force: true, recursive: false }).catch(() => undefined);
  // Some file systems have no symbolic links. The run itself does not need the link.
  await symlink(basename(folder), latest, 'dir').catch(() => undefined);
}

/** Throws if `latest` is a folder: this copy of an earlier run would be judged or resumed in place of the new run. */
async function assertNoFolder(latest: string): Promise<void> {
  const found = await lstat(latest).catch(() => null);
  if (found?.isDirectory() !== true) return;
  throw new UsageError(
    `${latest} is a folder, and would be taken for the run that begins now.`,
    'It is the copy of an earlier run (artifact stores make one of a link): remove it, or give it another name.',
  );
}

/** Reads the plan of a run. Rejects with a UsageError that says what is missing. */
export async function readPlan(folder: string): Promise<Plan> {
  const { plan } = runPaths(folder);
  const text = await readFile(plan, 'utf8').catch((error: unknown) => {
    throw new UsageError(
      `${folder} is not a run's folder: plan.json could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      'Name a folder that `chaperone seed` or `chaperone verify` wrote, e.g. reports/runs/latest.',
    );
  });
  const parsed = parsePlan(text);
  if (!parsed) {
    throw new UsageError(
      `${plan} is damaged or of another version.`,
      'Run `chaperone seed` or `chaperone verify` again with this version.',
    );
  }
  return parsed;
}

function parsePlan(text: string): Plan | null {
  try {
    const value = JSON.parse(text) as Partial<Plan> | null;
    const whole =
      value?.schema === 1 &&
      typeof value.run === 'number' &&
      Array.isArray(value.surfaces) &&
      Array.isArray(value.parts);
    if (!whole) return null;
    const surfaces = (value as Plan).surfaces.map(withKind);
    const isKnown = surfaces.every(({ kind }) => surfaceKinds.includes(kind));
    return isKnown ? { ...(value as Plan), surfaces } : null;
  } catch {
    return null;
  }
}

/** The file beside a run's secrets that says where its folder is. */
const record = (name: string): string => join('.chaperone', name, 'folder');

/** Notes where a run's folder is, so that the run is found by its name while it has secrets: seen from here, if it lies here. */
export async function recordFolder(folder: string): Promise<void> {
  const seen = relative('.', folder);
  const file = record(basename(folder));
  await writeFile(file, seen.startsWith('..') ? resolve(folder) : seen).catch((error: unknown) => {
    throw new UsageError(
      `${file} could not be written: ${(error as Error).message}`,
      'Make room (or allow writing there), then seed again.',
      { cause: error },
    );
  });
}

/** Where a run's folder was noted to be; if it was not, where it is by default. */
export function folderOf(name: string): string {
  const isName = /^[\w.-]+$/.test(name) && !/^\.+$/.test(name);
  return isName && existsSync(record(name))
    ? readFileSync(record(name), 'utf8')
    : join(defaultOut, name);
}

/**
 * Finds the folder of a run by its path, or by its name below `reports/runs` or wherever `--out` put it. Links (`latest`) are followed. For a copy
 * of a run's folder (which artifact stores make of a link) the original is returned, if it lies beside the copy.
 */
export async function findRunFolder(nameOrPath: string): Promise<string> {
  const candidates = [nameOrPath, folderOf(nameOrPath)];
  for (const candidate of candidates) {
    const folder = await realpath(candidate).catch(() => null);
    if (!folder || !existsSync(runPaths(folder).plan)) continue;
    const original = join(dirname(folder), (await readPlan(folder)).name);
    return existsSync(runPaths(original).plan) ? original : folder;
  }
  throw new UsageError(
    `There is no run ${nameOrPath}.`,
    'Name a folder that `chaperone seed` or `chaperone verify` wrote, e.g. reports/runs/latest.',
  );
}

/** The history files of a run, sorted by name, so that judging is repeatable. */
export async function historyFiles(folder: string): Promise<{ name: string; path: string }[]> {
  const { history } = runPaths(folder);
  const names = await readdir(history).catch(() => []);
  return names
    .filter((name) => name.endsWith('.ndjson'))
    .sort()
    .map((name) => ({ name, path: join(history, name) }));
}
