import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, type TestContext, it } from 'vitest';
import type { Verdict } from '../../harness/index.ts';

const main = fileURLToPath(new URL('main.mjs', import.meta.url));

/** Runs the example to its end, with few accounts. */
async function run({ onTestFinished }: TestContext, ...args: readonly string[]) {
  const out = await mkdtemp(join(tmpdir(), 'example-fhir-'));
  const few = ['--accounts', '4', '--strength', '2', '--out', out];
  const child = spawn(process.execPath, [main, ...args, ...few], {
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
  const violated = verdict.invariants.filter((one) => one.verdict === 'violated');
  const owners = verdict.violations.map(({ owner }) => owner?.account ?? 'unknown');
  return {
    code,
    opened: /of (a\d+) and (a\d+)\./.exec(said)?.slice(1) ?? [],
    owners: [...new Set(owners)].toSorted(),
    surfaces: [...new Set(verdict.violations.map(({ surface }) => surface))],
    violated: violated.map(({ id }) => id),
  };
}

describe('a FHIR R4 server that is described by its CapabilityStatement', () => {
  it('holds', async (context) => {
    const { expect } = context;
    const nothing = { opened: [], owners: [], surfaces: [], violated: [] };
    expect(await run(context)).toEqual({ code: 0, ...nothing });
  });

  it.for([
    ['search', ['no-foreign-listing'], /^(?:GET|POST) \/fhir\/\w+(?:$|\?|\/_search)/],
    ['binary', ['no-foreign-reading', 'no-foreign-streaming'], /\/Binary\/|→ attachment$/],
    ['revinclude', ['no-foreign-listing'], /_revinclude=/],
  ] as const)(
    'is violated where %s shows what is two patients’: theirs, and there alone',
    async ([place, invariants, where], context) => {
      const { expect } = context;
      const { code, opened, owners, surfaces, violated } = await run(context, '--break', place);
      expect({ code, violated }).toEqual({
        code: 1,
        // It began with the update.
        violated: [...invariants, 'no-opened-access'],
      });
      expect(opened).toHaveLength(2);
      expect(owners).toEqual(opened);
      expect(surfaces.filter((surface) => !where.test(surface))).toEqual([]);
    },
  );
});
