import { onTestFinished, vi } from 'vitest';
import { runCommandLine } from '../command-line.ts';
import type { Ended } from './chaperone.ts';
import { outsideCi } from './outside-ci.ts';

/** Runs the command line in this process, which is faster, for tests that need neither signals nor an exit. */
export async function chaperoneHere(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const before = { folder: process.cwd(), env: process.env };
  let out = '';
  let err = '';
  const stdout = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => ((out += String(text)), true));
  const stderr = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => ((err += String(text)), true));
  const variables = outsideCi(before.env);
  // A copy: a run sets variables for the processes that it starts.
  process.env = { ...variables, ...env };
  const undo = () => {
    process.chdir(before.folder);
    process.env = before.env;
    stdout.mockRestore();
    stderr.mockRestore();
  };
  onTestFinished(undo);
  process.chdir(folder);
  try {
    const code = await runCommandLine(['node', 'chaperone', ...args]);
    return { code, signal: null, out, err };
  } finally {
    undo();
  }
}
