import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, type TestContext, it } from 'vitest';
import type { Verdict } from '../../harness/index.ts';

const main = fileURLToPath(new URL('main.mjs', import.meta.url));

/** Runs the example to its end. */
async function run({ onTestFinished }: TestContext, ...args: readonly string[]) {
  const out = await mkdtemp(join(tmpdir(), 'example-solid-'));
  const child = spawn(process.execPath, [main, ...args, '--out', out], {
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
  const verdict = JSON.parse(file) as Verdict;
  return {
    code,
    opened: /of (a\d+) and (a\d+)\./.exec(said)?.slice(1) ?? [],
    owners: [
      ...new Set(verdict.violations.map(({ owner }) => owner?.account ?? 'unknown')),
    ].toSorted(),
    surfaces: [...new Set(verdict.violations.map(({ surface }) => surface))].toSorted(),
    ...verdictsOf(verdict),
  };
}

function verdictsOf({ invariants }: Verdict) {
  const named = (wanted: string) =>
    invariants.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
  return { violated: named('violated'), inapplicable: named('inapplicable') };
}

// At once: each waits for its server half of the time.
describe.concurrent('the Community Solid Server', () => {
  it('holds, and says what it does not have', async (context) => {
    const { expect } = context;
    expect(await run(context)).toEqual({
      code: 0,
      opened: [],
      owners: [],
      surfaces: [],
      violated: [],
      inapplicable: expect.arrayContaining(['no-access-after-sign-out', 'second-factor-required']),
    });
  });

  it.for([
    ['recordings', 'no-foreign-streaming', 'GET /{pod}/recordings/{recording}'],
    ['consultations', 'no-foreign-reading', 'GET /{pod}/consultations/{consultation}'],
  ])(
    'is violated where the %s of two pods are open: theirs',
    async ([what, invariant, surface], context) => {
      const { expect } = context;
      const found = await run(context, '--break', what ?? '');
      const { code, opened, owners, surfaces, violated } = found;
      expect({ code, violated }).toEqual({
        code: 1,
        violated: ['no-foreign-listing', invariant, 'no-opened-access'],
      });
      expect(opened).toHaveLength(2);
      expect(owners).toEqual(opened);
      expect(surfaces).toContain(surface);
      expect(surfaces.every((one) => one.startsWith(`GET /{pod}/${what}/`))).toBe(true);
    },
  );
});
