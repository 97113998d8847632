import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const few = ['--only', 'sweep', '--accounts', '4', '--seed', '1'];

it('a run that is seeded with a baseline is compared with it once it is verified', async () => {
  let leaks = true;
  const { folder } = await workFolder({
    hostile: ({ notes, viewer }) => [
      http.get('*/notes/:id', ({ request, params }) => {
        const note = notes.find(({ id }) => id === params['id']);
        return leaks && note !== undefined && viewer(request) !== undefined
          ? HttpResponse.json(note)
          : undefined;
      }),
    ],
  });
  const call = (...args: string[]) => chaperoneHere(folder, args);
  const seedAndVerify = async (...more: string[]) => {
    await rm(join(folder, 'updated'), { force: true });
    const seeded = await call('seed', ...few, ...more);
    expect(seeded.code, seeded.err).toBe(0);
    await writeFile(join(folder, 'updated'), '');
    const ended = await call('verify', '--run', 'latest');
    expectPlain(ended);
    const text = await readFile(join(folder, 'reports/runs/latest/verdict.json'), 'utf8');
    const { baseline, violations } = JSON.parse(text) as Verdict;
    return { code: ended.code, baseline, ids: violations.map(({ id }) => id).toSorted() };
  };
  const update = ['--update-command', updateCommand];
  expect((await call('verify', ...few, ...update)).code).toBe(1);
  expect((await call('baseline', 'latest')).code).toBe(0);
  await rename(join(folder, 'chaperone.baseline.json'), join(folder, 'reviewed.json'));

  const persisting = await seedAndVerify('--baseline', 'reviewed.json');
  expect(persisting.code).toBe(1);
  expect(persisting.ids.length).toBeGreaterThan(0);
  expect(persisting.baseline).toMatchObject({ new: [], fixed: [] });
  expect(persisting.baseline?.persisting.toSorted()).toEqual(persisting.ids);

  leaks = false;
  const fixed = await seedAndVerify('--baseline', 'reviewed.json');
  expect(fixed.code).toBe(0);
  expect(fixed.baseline).toMatchObject({ new: [], persisting: [] });
  expect(fixed.baseline?.fixed.length).toBeGreaterThan(0);

  // The seeded run has its baseline, and another is not taken beside it.
  const late = await call('verify', '--run', 'latest', '--baseline', 'reviewed.json');
  expect([late.code, late.out]).toEqual([2, '']);
  expect(late.err).toMatch(/'--run <folder>' cannot be used with option '--baseline <file>'/);
});
