import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';

it('looks again with the accounts of the pool that the violation is about, and makes none', async () => {
  const state = { leaksTo: '', signedIn: new Set<string>(), isUp: true };
  const { folder, url, notes } = await workFolder({
    more: `accounts: { ...usual.accounts, create: undefined, remove: undefined, pool: 'accounts.csv' }`,
    hostile: (deployment) => [
      http.all('*', () => (state.isUp ? undefined : HttpResponse.json({}, { status: 503 }))),
      http.get('*/notes/:id', ({ request, params }) => {
        const viewer = deployment.viewer(request);
        if (viewer !== undefined) state.signedIn.add(viewer);
        const isLeaky = viewer !== undefined && viewer === state.leaksTo;
        const note = deployment.notes.find(({ id }) => id === params['id']);
        return isLeaky && note ? HttpResponse.json(note) : undefined;
      }),
    ],
  });
  const signUps = Array.from({ length: 8 }, () => fetch(`${url}/sign-up`, { method: 'POST' }));
  const ids = await Promise.all(
    signUps.map(async (response) => ((await (await response).json()) as { id: string }).id),
  );
  const file = join(folder, 'accounts.csv');
  await writeFile(file, `credentials.id\n${ids.join('\n')}\n`);
  const run = (...args: string[]) => chaperoneHere(folder, args);
  // One account alone is shown what is others': with any others nothing would be seen.
  state.leaksTo = ids[1] ?? '';
  const whole = ['verify', '--only', 'sweep', '--accounts', '4', '--update-command', updateCommand];
  expect((await run(...whole)).code).toBe(1);
  const path = join(folder, 'reports/runs/latest/verdict.json');
  const verdict = JSON.parse(await readFile(path, 'utf8')) as Verdict;
  const found = verdict.violations.find(({ probe }) => probe === 'foreign-ids');
  if (found === undefined || found.owner === null) throw new Error('nothing was found');
  const { id, viewer, owner } = found;
  /** As if session and booking of both had been made on this side of the update; their accounts are older than the run. */
  const made = async (side: 'before' | 'after') => {
    const cohort = { ...viewer.cohort, account: 'before', session: side, booking: side };
    Object.assign(viewer, { cohort });
    Object.assign(owner, { cohort });
    await writeFile(path, JSON.stringify(verdict));
  };
  const recheck = async () => {
    state.signedIn.clear();
    const { code, out } = await run('recheck', 'latest', id);
    return { code, out, accounts: state.signedIn.size };
  };
  expect(await recheck()).toMatchObject({ code: 1, accounts: 2 });
  expect(state.signedIn).toContain(state.leaksTo);
  state.leaksTo = '';
  await made('before');
  expect(await recheck()).toMatchObject({
    code: 3,
    out: expect.stringMatching(
      /from before the update \(session, booking\).*\n {2}To look: on the release before .*\n {2}.* seed .*--only sweep/,
    ),
  });
  await made('after');
  expect(await recheck()).toMatchObject({ code: 0, accounts: 2 });
  state.isUp = false;
  expect(await recheck()).toMatchObject({
    code: 3,
    out: expect.stringMatching(/^could not look: .*\n {2}To look: .*verify .*--only sweep/),
  });
  state.isUp = true;
  await writeFile(file, `credentials.id\n${ids.slice(4).join('\n')}\n`);
  expect(await recheck()).toMatchObject({
    code: 3,
    out: expect.stringMatching(/of the run can’t be had from the accounts file again/),
    accounts: 0,
  });
  expect(notes.accounts()).toBe(8);
  expect((await readdir(`${file}.leases`)).filter((name) => name.endsWith('.lease'))).toEqual([]);
});
