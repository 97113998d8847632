import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { workFolder } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';

const page = await readFile(new URL('../../docs/your-deployment.md', import.meta.url), 'utf8');

/** The arguments of a command that stands in the page. */
function argumentsOf(command: string): string[] {
  expect(page).toContain(command);
  return command.replace('npx --no ', '').split(' ').slice(1);
}

it('the commands of docs/your-deployment.md lead from a first look to what is mended', async () => {
  let leaks = true;
  const { folder, notes } = await workFolder({
    hostile: ({ notes: all, viewer }) => [
      http.get('*/notes/:id', ({ request, params }) => {
        const note = all.find(({ id }) => id === params['id']);
        return leaks && note !== undefined && viewer(request) !== undefined
          ? HttpResponse.json(note)
          : undefined;
      }),
    ],
  });
  const call = (command: string, ...more: string[]) =>
    chaperoneHere(folder, [...argumentsOf(command), ...more]);

  leaks = false;
  const look = 'npx --no chaperone verify --only sweep --accounts 4 --update-command true';
  const first = await call(look);
  expect(first.code, first.err).toBe(3);
  expect(first.out).toContain('the release is 1 before and after the update');

  const few = ['--only', 'sweep', '--accounts', '4', '--seed', '1'];
  expect((await call('npx --no chaperone seed', ...few)).code).toBe(0);
  // What ./deploy.sh of the page stands for.
  await writeFile(join(folder, 'updated'), '');
  leaks = true;
  const verified = await call('npx --no chaperone verify --run reports/runs/latest');
  expect(verified.code, verified.out).toBe(1);

  const run = await realpath(join(folder, 'reports/runs/latest'));
  const shown = await call('chaperone show');
  expect(shown).toMatchObject({ code: 0, out: `${join(run, 'index.html')}\n` });

  const text = await readFile(join(run, 'verdict.json'), 'utf8');
  const { violations } = JSON.parse(text) as Verdict;
  const recheck = async () => {
    expect(page).toContain('`chaperone recheck reports/runs/latest <violation>`');
    const { code, out } = await chaperoneHere(folder, [
      'recheck',
      'reports/runs/latest',
      violations[0]?.id ?? '',
    ]);
    return [code, out.split(':')[0]];
  };
  expect(await recheck()).toEqual([1, 'still there']);
  leaks = false;
  // What an account from before the update was shown is not made again after it.
  expect(await recheck()).toEqual([3, 'could not look']);

  expect((await chaperoneHere(folder, ['clean', 'latest'])).code).toBe(0);
  expect(notes.accounts()).toBe(0);
});
