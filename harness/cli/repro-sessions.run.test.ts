import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';
import { scriptsIn } from './testing/run-script.ts';

/** What a sign-out leaves of a session: all of it, or the right to renew it. */
type Fault = 'lives on' | 'can be renewed';

it.each([
  ['lives on', '', '--signed-out'],
  ['lives on', '0.3', '--signed-out'],
  ['can be renewed', '', '--renewed'],
] as const)(
  'a script shows that a session %s after sign-out (within %s), and its cure, by %s',
  async (fault, within, option) => {
    let present: Fault | null = fault;
    const signedOut = new Set<string | null>();
    const refuseEnded = ({ request }: { request: Request }) =>
      present === null && signedOut.has(request.headers.get('cookie'))
        ? HttpResponse.json({}, { status: 401 })
        : undefined;
    const { folder } = await workFolder({
      hostile: () => [
        http.get('*/notes', refuseEnded),
        http.get('*/notes/:id', refuseEnded),
        http.post('*/sign-out', ({ request }) => {
          signedOut.add(request.headers.get('cookie'));
          return present === 'lives on' ? HttpResponse.json({}) : undefined;
        }),
        http.post('*/renew', async ({ request }) => {
          if (present !== 'can be renewed') return HttpResponse.json({}, { status: 400 });
          const method = 'POST';
          return fetch(new URL('/sign-in', request.url), { method, body: await request.text() });
        }),
      ],
      more: `accounts: {
        ...usual.accounts,
        signIn: async (given) => {
          await usual.accounts.signIn(given);
          return { keep: given.account.credentials };
        },
        renew: async ({ http, keep }) => { await http.post('/renew', { json: keep }); },
        ${within === '' ? '' : `signOut: { run: usual.accounts.signOut, within: ${within} },`}
      }`,
    });
    const verify = ['verify', '--only', 'sweep', '--accounts', '2', '--seed', '0'];
    const ended = await chaperoneHere(folder, [...verify, '--update-command', updateCommand]);
    expect(ended.code, ended.out).toBe(1);
    const repro = join(folder, 'reports/runs/latest/repro');
    const scripts: string[] = [];
    for (const name of await readdir(repro)) {
      const text = await readFile(join(repro, name), 'utf8');
      if (text.includes(` ${option}`)) scripts.push(join(repro, name));
    }
    const [script] = scripts;
    if (script === undefined) throw new Error(`No script has ${option}.`);
    const run = await scriptsIn(folder);
    const shown = await run(script);
    expect(shown, JSON.stringify(shown)).toMatchObject({ code: 1, out: 'LEAKED (HTTP 200)\n' });
    present = null;
    expect(await run(script)).toMatchObject({ code: 0 });
    // What the scripts made is known to `clean`.
    expect((await chaperoneHere(folder, ['clean', 'latest'])).code).toBe(0);
  },
);
