import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { config as readEnvironmentFile } from 'dotenv';
import { UsageError } from '../domain/errors.ts';
import type { Definition } from './definition.ts';
import { importFailure } from './import-failure.ts';
import { validateDefinition } from './validate-definition.ts';

const names = ['chaperone.config.ts', 'chaperone.config.js', 'chaperone.config.mjs'];

export type LoadRequest = {
  /** Path of the definition, relative to `cwd`. Default: `chaperone.config.ts`, `.js` or `.mjs` there. */
  config?: string;
  cwd: string;
  /** The definition to take where there is none of these, such as the embedded clinic's. */
  fallback?: URL;
};

/**
 * Loads the deployment definition and checks it. Before, `.env` beside it (beside `cwd` for the fallback) is
 * read; what the environment has already stays.
 */
export async function loadDefinition(
  request: LoadRequest,
): Promise<{ definition: Definition; file: string }> {
  const found = findFile(request);
  const file = found ?? (request.fallback === undefined ? null : fileURLToPath(request.fallback));
  if (file === null) {
    throw new UsageError(
      `there is no ${names.join(', ')} in ${request.cwd}`,
      'Write one that exports defineDeployment({ … }) by default, or name one with --config.',
    );
  }
  readEnvironment(found === null ? request.cwd : dirname(found));
  return {
    definition: besideFile(validateDefinition(await importDefault(file), file), file),
    file,
  };
}

/** The files that a definition names are relative to it, from wherever chaperone is called. */
function besideFile(definition: Definition, file: string): Definition {
  const beside = (path: string) => resolve(dirname(file), path);
  const { openApi } = definition;
  const { pool, leases } = definition.accounts;
  // What begins with a slash is a path on the deployment.
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

function findFile({ config, cwd }: LoadRequest): string | null {
  if (config === undefined) {
    return names.map((name) => join(cwd, name)).find((file) => existsSync(file)) ?? null;
  }
  const file = resolve(cwd, config);
  if (existsSync(file)) return file;
  throw new UsageError(
    `there is no deployment definition ${file}`,
    'Correct the path after --config.',
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
