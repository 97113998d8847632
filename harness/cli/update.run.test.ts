import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const verify = (command: string) => ['verify', '--only', 'sweep', '--update-command', command];

describe('chaperone verify', () => {
  it('holds for a healthy update, and removes its accounts', async () => {
    const { folder, notes } = await workFolder();
    const ended = await chaperoneHere(folder, verify(updateCommand));
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(/Notes at http:\/\/\S+, release 1 → 2: 5 accounts/);
    expect(notes.accounts()).toBe(0);
    expect((await chaperoneHere(folder, ['clean'])).out).toBe(
      `No run that began in ${folder} has left accounts behind.\n`,
    );
    expectPlain(ended);
  });

  it('is violated by a leak; the accounts stay until they are cleaned up', async () => {
    const { folder, notes } = await workFolder({
      hostile: ({ viewer, notes: all }) => [
        http.get('*/notes', ({ request }) =>
          viewer(request) ? HttpResponse.json({ items: all }) : undefined,
        ),
      ],
    });
    const ended = await chaperoneHere(folder, verify(updateCommand));
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('The accounts stay, so that violations can be shown again.');
    expect(ended.out).toContain('/repro/');
    expect(notes.accounts()).toBe(5);
    const cleaned = await chaperoneHere(folder, ['clean', 'latest']);
    expect(cleaned).toMatchObject({ code: 0, out: 'All accounts of the run are removed.\n' });
    expect(notes.accounts()).toBe(0);
  });
});

describe('an update is inconclusive, with 3 and the reason, that', () => {
  const starts = (url: string) => `url: undefined, embedded: {
    updates: [{ id: 'u1', title: 'First' }],
    start: async () => ({ url: '${url}', update: async () => { throw new Error('no room for it'); }, stop: async () => {} }),
  }`;

  it.each([
    [
      'changed nothing',
      'true',
      'the release is 1 before and after the update: it changed nothing, or --same-release must say what it changed',
    ],
    ['failed', 'exit 7', 'the update failed: the update command ended with exit code 7'],
    ['was killed', 'kill -9 $$', 'the update failed: the update command ended with SIGKILL'],
  ])('%s', async (_, command, reason) => {
    const { folder } = await workFolder();
    const ended = await chaperoneHere(folder, verify(command));
    expect(ended.code).toBe(3);
    expect(ended.out.replaceAll(/\s+/g, ' ')).toContain(`- ${reason} `);
    expectPlain(ended);
  });

  it.each([
    ['has', `{ absent: 'list', reason: 'none' }, { absent: 'read', reason: 'none' }`],
    ['reaches', `{ unreached: 'GET /notes', why: 'by choice' }`],
  ])('%s no surface that could be asked', async (_, surfaces) => {
    const { folder } = await workFolder({ more: `surfaces: [${surfaces}]` });
    const ended = await chaperoneHere(folder, verify(updateCommand));
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('- nothing was attempted after the update\n');
  });

  it('reached only half of the servers', async () => {
    let turn = 0;
    const { folder } = await workFolder({
      release: (updated) => (updated && (turn += 1) % 2 === 0 ? '2' : '1'),
    });
    const ended = await chaperoneHere(folder, verify(updateCommand));
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('- several releases ran after the update: 1, 2\n');
  });

  it('throws, where Chaperone performs it', async () => {
    const { url } = await workFolder();
    const { folder } = await workFolder({ more: starts(url) });
    const ended = await chaperoneHere(folder, ['verify', '--only', 'sweep']);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('- the update failed: no room for it\n');
    expectPlain(ended);
  });

  it('left nothing that answers; the accounts can be removed later', async () => {
    const { folder } = await workFolder({
      hostile: () => [
        http.all('*', () => {
          if (existsSync(join(folder, 'updated')))
            throw new Error('the server drops the connection');
        }),
      ],
    });
    const ended = await chaperoneHere(folder, verify(updateCommand));
    expect(ended.code).toBe(3);
    expect(ended.out.replaceAll(/\s+/g, ' ')).toContain(
      'sweep failed: nothing answers after the update (GET / failed: the connection was closed before the answer was complete)',
    );
    expect(ended.err).toContain('Left on the deployment:\n  a0, a1, a2, a3: ');
    expect(ended.err).not.toContain('Sweeping after the update');
    const verdict: unknown = JSON.parse(
      await readFile(join(folder, 'reports/runs/latest/verdict.json'), 'utf8'),
    );
    expect(verdict).toMatchObject({ verdict: 'inconclusive', releaseBefore: '1', release: null });
  });
});
