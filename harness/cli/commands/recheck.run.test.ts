import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Verdict } from '../../domain/verdict/verdict.ts';
import { emptyFolder } from '../../run/testing/work-folder.ts';
import { chaperone } from '../testing/chaperone.ts';

const recorded = fileURLToPath(
  new URL('../../run/testing/gauge/fixtures/runs/clinic-babylon-2020', import.meta.url),
);

/** A folder with the run in which `babylon-2020` was found in a browser, and as `asked` by a request for the same list. */
async function withRun(): Promise<string> {
  const folder = await emptyFolder();
  const run = join(folder, 'reports/runs/found');
  await mkdir(run, { recursive: true });
  await cp(join(recorded, 'plan.json'), join(run, 'plan.json'));
  const text = await readFile(join(recorded, 'verdict.json'), 'utf8');
  const verdict = JSON.parse(text) as Verdict;
  const [first] = verdict.violations;
  const switched = { call: 'audio-then-video', region: 'uk', booking: 'after' };
  const cohort = { ...first?.viewer.cohort, ...switched };
  const asked = { surface: 'GET /api/replays', channel: 'http', variant: 'plain' } as const;
  const violations = [
    { ...first, ...asked, probe: 'own-views', id: 'asked', viewer: { account: 'a1', cohort } },
    { ...first, id: 'browsed' },
  ];
  await writeFile(join(run, 'verdict.json'), JSON.stringify({ ...verdict, violations }));
  return folder;
}

it('a violation of the clinic is still there, gone with another update, or not to be looked at', async () => {
  const folder = await withRun();
  const recheck = async (...args: string[]) => {
    const { code, out, err } = await chaperone(folder, ['recheck', 'reports/runs/found', ...args]);
    return { code, out, err };
  };
  expect(await recheck('zz', '--demo')).toEqual({
    code: 2,
    out: '',
    err: expect.stringMatching(/no violation zz[^]*Choose one of: asked \(GET \/api\/replays\)/),
  });
  expect(await recheck('browsed', '--demo')).toMatchObject({
    code: 3,
    out: expect.stringMatching(/^could not look: .* it was seen in a browser/),
  });
  expect(await recheck('asked', '--demo')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^still there: no-foreign-listing on .*\$\.items\[\d+\].*trace id/s),
  });
  expect(await recheck('asked', '--demo', '--update', 'switch-to-video')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^gone: no-foreign-listing on GET \/api\/replays \(violation/),
  });
}, 300_000);
