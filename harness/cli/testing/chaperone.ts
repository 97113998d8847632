import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { outsideCi } from './outside-ci.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** How `chaperone` ended, and what it wrote. */
export type Ended = { code: number | null; signal: string | null; out: string; err: string };

/** A running `chaperone` process. */
export type Running = {
  child: ChildProcess;
  /** Resolves when the process has written the text to standard output or standard error. */
  says(text: string): Promise<void>;
  ended: Promise<Ended>;
};

/** Starts `chaperone` in a folder, as a user would: without a terminal, outside CI. */
export function start(
  folder: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; node?: readonly string[] } = {},
): Running {
  const env = outsideCi(process.env);
  const child = spawn(process.execPath, [...(options.node ?? []), main, ...args], {
    cwd: folder,
    env: { ...env, NODE_NO_WARNINGS: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return {
    child,
    async says(text) {
      while (!`${out}${err}`.includes(text)) {
        await Promise.race([
          once(child.stdout, 'data'),
          once(child.stderr, 'data'),
          once(child, 'close').then(() => Promise.reject(new Error(err))),
        ]);
      }
    },
    ended: once(child, 'close').then(([code, signal]: (number | string | null)[]) => ({
      code: code as number | null,
      signal: signal as string | null,
      out,
      err,
    })),
  };
}

/** Runs `chaperone` to its end. */
export function chaperone(...args: Parameters<typeof start>): Promise<Ended> {
  return start(...args).ended;
}
