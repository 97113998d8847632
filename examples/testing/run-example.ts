import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import type { Verdict } from '../../harness/index.ts';

/**
 * Runs an example's command to its end.
 *
 * @param main the URL of its `main.mjs`
 * @returns the exit code, the owners that the server says it opened, and what the verdict says
 */
export async function runExample(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  main: URL,
  args: readonly string[],
) {
  const out = await mkdtemp(join(tmpdir(), 'example-'));
  const child = spawn(process.execPath, [fileURLToPath(main), ...args, '--out', out], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    child.kill();
    await rm(out, { recursive: true, force: true });
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const file = await readFile(join(out, 'latest', 'verdict.json'), 'utf8').catch(() => {
    throw new Error(`no verdict: ${said}`);
  });
  const { invariants, violations } = JSON.parse(file) as Verdict;
  const named = (wanted: string) =>
    invariants.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
  return {
    code,
    opened: /of (a\d+) and (a\d+)\./.exec(said)?.slice(1) ?? [],
    leaks: violations.map(({ owner, surface }) => ({
      owner: owner?.account ?? 'unknown',
      surface,
    })),
    violated: named('violated'),
    inapplicable: named('inapplicable'),
  };
}

/** Whose things leaked, at these surfaces alone. */
export const ownersOf = (leaks: Awaited<ReturnType<typeof runExample>>['leaks'], where = /^/) =>
  [
    ...new Set(leaks.flatMap(({ owner, surface }) => (where.test(surface) ? [owner] : []))),
  ].toSorted();
