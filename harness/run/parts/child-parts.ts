import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Part } from '../../domain/attempts/attempt.ts';
import { UsageError } from '../../domain/errors.ts';
import type { PartStatus } from '../../domain/ledger/fact.ts';
import { runProcess } from './processes.ts';
import { runPaths } from '../folder/run-folder.ts';
import { temporaryFolder } from '../folder/temporary-folder.ts';
import { maskTypedValues } from './typed-values.ts';

/** A part that runs in a process of its own, started by vitest or Playwright. */
export type ChildPart = Exclude<Part, 'sweep'>;

/** How a child part ended. */
export type PartEnd = { status: PartStatus; why: string };

/** The folder that holds harness/, properties/, scenarios/ and their settings: the checkout, or dist/. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** `.ts` in the checkout, `.js` in the package. */
const extension = extname(fileURLToPath(import.meta.url));

/** What starts the runners, so that they end with this process. */
const watchedRunner = fileURLToPath(new URL(`watched-runner${extension}`, import.meta.url));

const runners: Readonly<
  Record<ChildPart, { module: string; bin: string; arguments: readonly string[] }>
> = {
  properties: {
    module: 'vitest',
    bin: 'vitest.mjs',
    arguments: [
      'run',
      '--root',
      root,
      '--config',
      join(root, `vitest.config${extension}`),
      '--project',
      'properties',
    ],
  },
  scenarios: {
    module: 'playwright',
    bin: 'cli.js',
    arguments: ['test', '--config', join(root, `playwright.config${extension}`)],
  },
};

/** Whether a part runs in a process of its own. */
export function isChildPart(part: string): part is ChildPart {
  return Object.hasOwn(runners, part);
}

/** Throws a UsageError when the runner of one of these parts is not installed. */
export function assertRunners(parts: readonly string[]): void {
  for (const part of parts.filter(isChildPart)) findBin(part);
}

/**
 * Runs properties (vitest) or scenarios (Playwright) in a process of their own, which joins the run in `folder` by
 * CHAPERONE_RUN. Its output goes to `logs/`, and what it observes to the history.
 */
export async function runPart(
  part: ChildPart,
  options: { folder: string; environment: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<PartEnd> {
  const { folder, signal } = options;
  if (signal.aborted) return { status: 'interrupted', why: 'before it began' };
  const log = openLog(join(runPaths(folder).logs, `${part}.log`));
  // Browsers and runners that are ended early leave files in their temporary folder.
  const temporary = temporaryFolder(part);
  try {
    const { code } = await runProcess(
      process.execPath,
      [watchedRunner, findBin(part), ...runners[part].arguments],
      {
        cwd: root,
        env: {
          ...process.env,
          ...options.environment,
          CHAPERONE_RUN: folder,
          FORCE_COLOR: '0',
          // Else vitest tells GitHub of its own tests, with values that only the log masks.
          GITHUB_ACTIONS: '',
          GITHUB_STEP_SUMMARY: '',
          TMPDIR: temporary.path,
          // Playwright caches compiled files below TMPDIR by default, and would compile them again in each run.
          PWTEST_CACHE_DIR: join(tmpdir(), `chaperone-translated-${process.getuid?.() ?? ''}`),
        },
        // Nothing is written to standard input: its end tells that this process has ended.
        stdio: 'pipe',
        onLine: (line) => void writeSync(log, `${maskTypedValues(line)}\n`),
        signal,
      },
    );
    if (signal.aborted) return { status: 'interrupted', why: '' };
    if (code === 0) return { status: 'completed', why: '' };
    return { status: 'failed', why: `not all of them passed, see logs/${part}.log` };
  } finally {
    closeSync(log);
    temporary.remove();
  }
}

function openLog(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${file} could not be written: ${cause}`,
      'Make room on the disk, then run again.',
      { cause: error },
    );
  }
}

function findBin(part: ChildPart): string {
  const { module, bin } = runners[part];
  try {
    const manifest = createRequire(import.meta.url).resolve(`${module}/package.json`);
    const found = join(dirname(manifest), bin);
    if (existsSync(found)) return found;
  } catch {
    // The error below says that the module is missing.
  }
  throw new UsageError(
    `The package ${module} is not installed, and ${part} need it.`,
    `Install it (npm install ${module}), or leave that part out with --only sweep.`,
  );
}
