import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { config as readEnvironmentFile } from 'dotenv';
import { UsageError } from '../domain/errors.ts';
import type { Definition } from './definition.ts';
import { importFailure } from './import-failure.ts';
import { validateDefinition } from './checks/validate-definition.ts';

const extensions = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

/** The possible file names of a definition, for messages. */
export const definitionNames = `chaperone.config.{${extensions.join(',')}}`;

export type LoadRequest = {
  /**
   * Path of the definition, relative to `cwd`. Default: the definition in `cwd` itself, never one in a parent folder.
   */
  config?: string;
  cwd: string;
  /** The embedded clinic's definition, to be loaded instead of the user's. */
  demo?: URL;
};

/**
 * Loads and checks the deployment definition. Before that, it reads `.env` beside the definition (for the demo: in
 * `cwd`); variables that are set already keep their value. Rejects with a UsageError when the definition is missing,
 * ambiguous or invalid.
 */
export async function loadDefinition(
  request: LoadRequest,
): Promise<{ definition: Definition; file: string }> {
  const file = findFile(request);
  readEnvironment(request.demo === undefined ? dirname(file) : request.cwd);
  return {
    definition: besideFile(validateDefinition(await importDefault(file), file), file),
    file,
  };
}

/** Resolves the files that a definition names relative to the definition, not to the current folder. */
function besideFile(definition: Definition, file: string): Definition {
  const beside = (path: string) => resolve(dirname(file), path);
  const { openApi } = definition;
  const { pool, leases } = definition.accounts;
  // A path that begins with a slash is a path on the deployment.
  const isFile = openApi !== undefined && !/^(?:\/|https?:|file:)/.test(openApi);
  return {
    ...definition,
    ...(isFile ? { openApi: pathToFileURL(beside(openApi)).href } : {}),
    accounts: {
      ...definition.accounts,
      ...(pool === undefined ? {} : { pool: beside(pool) }),
      ...(leases === undefined ? {} : { leases: beside(leases) }),
    },
  };
}

/** Whether a file by this name is its folder's definition. */
export function isDefinitionName(file: string): boolean {
  return extensions.some((extension) => basename(file) === `chaperone.config.${extension}`);
}

/** Paths of the definitions in a folder: what is called `chaperone.config.*`. More than one is an error. */
export function definitionsIn(folder: string): string[] {
  return extensions
    .map((extension) => join(folder, `chaperone.config.${extension}`))
    .filter((file) => existsSync(file));
}

function findFile({ config, cwd, demo }: LoadRequest): string {
  if (config !== undefined) return namedFile(config, cwd);
  const found = definitionsIn(cwd);
  if (demo !== undefined) return demoFile(fileURLToPath(demo), found);
  const [file] = found;
  if (file === undefined) {
    throw new UsageError(
      `there is no deployment definition in ${cwd} (${definitionNames})`,
      'Write one with `chaperone init`, or name one with --config <file>. `chaperone verify --demo` verifies the embedded clinic.',
    );
  }
  if (found.length === 1) return file;
  throw new UsageError(
    `there are ${found.length} deployment definitions: ${found.join(', ')}`,
    'Name one with --config <file>, or remove those that are not meant.',
  );
}

function namedFile(config: string, cwd: string): string {
  if (config.trim() === '') {
    throw new UsageError(
      'the path of the deployment definition is empty',
      'Name a file; where the path comes from a variable, set it.',
    );
  }
  const file = resolve(cwd, config);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() === true) return file;
  throw new UsageError(
    found === undefined
      ? `there is no deployment definition ${file}`
      : `${file} is not a file, so it is no deployment definition`,
    'Correct the path after --config.',
  );
}

/** Throws if the folder has a definition, because the verdict of the demo could be taken for that deployment's. */
function demoFile(file: string, found: readonly string[]): string {
  const other = found.find((one) => one !== file);
  if (other === undefined) return file;
  throw new UsageError(
    `--demo verifies Chaperone\u2019s embedded clinic, and not the deployment of ${other}`,
    'Leave --demo out, or run it in a folder without a definition.',
  );
}

function readEnvironment(folder: string): void {
  const file = join(folder, '.env');
  const { error } = readEnvironmentFile({ path: file, quiet: true });
  if (error !== undefined && existsSync(file)) {
    throw new UsageError(
      `cannot read ${file}: ${error.message}`,
      'Give read permission, or move it away.',
    );
  }
}

async function importDefault(file: string): Promise<unknown> {
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw await importFailure(file, error);
  }
  const exported =
    typeof module === 'object' && module !== null && 'default' in module
      ? module.default
      : undefined;
  if (exported !== undefined) return exported;
  throw new UsageError(
    `${file} has no default export`,
    'Write: export default defineDeployment({ … });',
  );
}
