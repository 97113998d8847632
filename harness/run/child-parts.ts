import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { UsageError } from '../domain/errors.ts';

/** How a part that has a runner of its own ended. */
export type PartEnd = { status: 'completed' | 'failed' | 'interrupted'; why: string };

/** The folder that holds harness/, properties/, scenarios/ and their settings: the checkout, or dist/. */
const root = fileURLToPath(new URL('../../', import.meta.url));
/** `.ts` in the checkout, `.js` in the package. */
const extension = extname(fileURLToPath(import.meta.url));

const runners = {
  properties: {
    module: 'vitest',
    bin: 'vitest.mjs',
    arguments: ['run', '--root', root, '--config', join(root, `vitest.config${extension}`), '--project', 'properties'],
  },
  scenarios: {
    module: 'playwright',
    bin: 'cli.js',
    arguments: ['test', '--config', join(root, `playwright.config${extension}`)],
  },
} as const;

/**
 * Runs properties (vitest) or scenarios (Playwright) against the run in `folder`, as processes of their
 * own that join it by CHAPERONE_RUN. Their output goes to `logs/`; the history says what they saw.
 */
export async function runPart(
  part: keyof typeof runners,
  options: { folder: string; environment: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<PartEnd> {
  if (options.signal.aborted) return { status: 'interrupted', why: 'interrupted before it began' };
  const runner = runners[part];
  const log = join(options.folder, 'logs', `${part}.log`);
  const output = createWriteStream(log);
  const child = spawn(process.execPath, [findBin(runner.module, runner.bin), ...runner.arguments], {
    cwd: root,
    env: { ...process.env, ...options.environment, CHAPERONE_RUN: options.folder, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGINT');
  options.signal.addEventListener('abort', stop, { once: true });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const [code] = (await once(child, 'close')) as [number | null];
  options.signal.removeEventListener('abort', stop);
  output.end();
  await finished(output);
  if (options.signal.aborted) return { status: 'interrupted', why: 'interrupted' };
  if (code === 0) return { status: 'completed', why: '' };
  return { status: 'failed', why: `not all ${part} passed; see logs/${part}.log` };
}

function findBin(module: string, bin: string): string {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${module}/package.json`);
    const found = join(dirname(manifest), bin);
    if (existsSync(found)) return found;
  } catch {
    // Said below, in words.
  }
  throw new UsageError(
    `The package ${module} is not installed, and ${module === 'vitest' ? 'properties' : 'scenarios'} need it.`,
    `Install it (npm install ${module}), or leave that part out with --only sweep.`,
  );
}
