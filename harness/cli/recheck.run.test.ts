import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { emptyFolder } from '../run/testing/work-folder.ts';
import { chaperone } from './testing/chaperone.ts';

const recorded = fileURLToPath(
  new URL('../run/testing/gauge/fixtures/runs/clinic-babylon-2020', import.meta.url),
);

/** A folder with the run in which `babylon-2020` was found. */
async function withRun(): Promise<string> {
  const folder = await emptyFolder();
  const run = join(folder, 'reports/runs/found');
  await mkdir(run, { recursive: true });
  await cp(recorded, run, { recursive: true });
  return folder;
}

it('a violation of the clinic is still there, gone with another update, or not to be looked at', async () => {
  const folder = await withRun();
  const recheck = (...args: string[]) =>
    chaperone(folder, ['recheck', 'reports/runs/found', ...args]);
  const { out: none, err, code } = await recheck('zz', '--demo');
  expect({ none, code }).toEqual({ none: '', code: 2 });
  const [, listed = ''] = /([0-9a-f]{12}) \(GET \/api\/replays\)/.exec(err) ?? [];
  expect(listed).not.toBe('');
  const there = await recheck(listed, '--demo');
  expect(there).toMatchObject({ code: 1 });
  expect(there.out).toMatch(/^still there: no-foreign-listing on GET \/api\/replays/);
  expect(there.out).toMatch(/\$\.items\[0\].*trace id [0-9a-f]{32}/);
  const gone = await recheck(listed, '--demo', '--update', 'switch-to-video');
  expect(gone).toMatchObject({ code: 0 });
  expect(gone.out).toMatch(/^gone: no-foreign-listing on GET \/api\/replays \(violation/);
}, 120_000);
