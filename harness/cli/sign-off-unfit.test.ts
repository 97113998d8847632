import { existsSync } from 'node:fs';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signableRun, type Signable } from '../run/sign-off/signable-run.test-support.ts';
import { chaperoneHere } from './testing/in-process.ts';
import { name, signed } from './testing/signed.ts';

/** Each changes a run after its verdict, and says what is told of it. */
const changes: Record<string, [(run: Signable) => Promise<unknown>, string]> = {
  'a record more': [
    ({ folder }) => appendFile(join(folder, 'history/sweep.ndjson'), '{"type":"opened"}\n'),
    'verdict.json is not what the history comes to (inconclusive)',
  ],
  'a record that says something else': [
    (run) => edit(run, 'history/sweep.ndjson', '"outcome":"concealed"', '"outcome":"denied"'),
    'history/sweep.ndjson: was changed since it was written (its digest is another)',
  ],
  'a record that says something else, and its digest mended': [
    (run) => edit(run, 'history/sweep.ndjson', /"digest":"[0-9a-f]{4}/, '"digest":"0000'),
    'sweep.ndjson: was changed since it was written',
  ],
  'another seal': [
    (run) => edit(run, 'history/scenarios.ndjson', /"seal":"[0-9a-f]{4}/, '"seal":"0000'),
    'was changed since it was written (its seal does not fit)',
  ],
  'a part of the history that is lost': [
    ({ folder }) => rm(join(folder, 'history/sweep.ndjson')),
    'verdict.json is not what the history comes to',
  ],
  'the verdict': [
    (run) => edit(run, 'verdict.json', '"violations": 0', '"violations": 1'),
    'verdict.json is not what the history comes to (holds)',
  ],
  'a blank in the verdict': [
    (run) => edit(run, 'verdict.json', '"schema": 1', '"schema":  1'),
    'verdict.json is not what the history comes to (holds)',
  ],
  'the report': [
    (run) => edit(run, 'index.html', '<body', '<body hidden'),
    'index.html is not what the verdict says',
  ],
  'a report that is missing': [
    ({ folder }) => rm(join(folder, 'summary.md')),
    'summary.md is missing',
  ],
};

async function edit({ folder }: Signable, file: string, from: string | RegExp, to: string) {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  await writeFile(path, edited);
}

describe('what does not fit together is not signed, not even with a reason:', () => {
  it.each(Object.entries(changes))('%s', async (_, [change, says]) => {
    const run = await signableRun();
    await change(run);
    const { code, out, err } = await signed(run, ['--despite', 'whatever']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(says.replace('history/', ''));
    expect(err).toContain('`chaperone judge`');
    expect(existsSync(join(run.folder, name))).toBe(false);
  });

  it('nor a history that was changed and judged again', async () => {
    const run = await signableRun();
    await edit(run, 'history/sweep.ndjson', '"outcome":"concealed"', '"outcome":"denied"');
    expect((await chaperoneHere(run.home, ['judge', 'test-run'])).code).toBe(3);
    const { code, err } = await signed(run, ['--despite', 'whatever']);
    expect(code).toBe(1);
    expect(err).toContain('was changed since it was written');
  });
});
