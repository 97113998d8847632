import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { expectPlain } from './testing/expect-plain.ts';
import { chaperoneHere } from './testing/in-process.ts';

const what = 'cache TTL 60 → 300';

/**
 * Notes whose lists come through a cache, which the update configures.
 * @param breaks from then on the cache does not ask whose a list is
 * @param inParts the release is told in parts, of which the configuration is one
 */
async function cachedNotes({ breaks = false, inParts = false } = {}) {
  let isConfigured = (): boolean => false;
  let cached: object | undefined;
  const made = await workFolder({
    release: (updated) =>
      inParts ? JSON.stringify({ build: '1', configuration: updated ? 'b' : 'a' }) : '1',
    more: inParts ? `release: async ({ http }) => (await http.get('/version')).json()` : undefined,
    hostile: ({ viewer, notes }) => [
      http.get('*/notes', ({ request }) => {
        const account = viewer(request);
        if (account === undefined || !isConfigured()) return undefined;
        const own = { items: notes.filter(({ owner }) => owner === account) };
        cached ??= own;
        return HttpResponse.json(breaks ? cached : own);
      }),
    ],
  });
  isConfigured = () => existsSync(join(made.folder, 'updated'));
  return made;
}

async function verified(folder: string, ...options: readonly string[]) {
  const always = ['verify', '--only', 'sweep', '--update-command', updateCommand];
  const ended = await chaperoneHere(folder, [...always, ...options]);
  expectPlain(ended);
  return { ...ended, out: ended.out.replaceAll(/\s+/g, ' ') };
}

const written = (folder: string, file: string): Promise<string> =>
  readFile(join(folder, 'reports/runs/latest', file), 'utf8');

describe('an update of configuration, which leaves the release as it is,', () => {
  it('holds where it breaks nothing, and what it changed stands wherever the verdict does', async () => {
    const { folder } = await cachedNotes();
    const ended = await verified(folder, '--same-release', `\u0007${what}\u001b\n`);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(`and to change this: ${what}.`);
    const verdict: unknown = JSON.parse(await written(folder, 'verdict.json'));
    expect(verdict).toMatchObject({ release: '1', releaseBefore: '1', sameRelease: what });
    expect(JSON.parse(await written(folder, 'plan.json'))).toMatchObject({
      update: { expected: true, name: null, sameRelease: what },
      command: expect.stringContaining(`--same-release '${what}' --seed`),
    });
  });

  it('is violated where the cache no longer asks whose a list is', async () => {
    const { folder } = await cachedNotes({ breaks: true });
    const ended = await verified(folder, '--same-release', what);
    expect(ended.code).toBe(1);
    expect(ended.out).toContain(`since the update (${what}); not seen before it`);
    const told = `The update was to leave the release as it is, and to change this: ${what}.`;
    for (const file of ['incident.html', 'index.html', 'summary.md'])
      expect(await written(folder, file)).toContain(told);
  });

  it('may take place between two commands', async () => {
    const { folder } = await cachedNotes();
    const seeded = await chaperoneHere(folder, ['seed', '--only', 'sweep', '--same-release', what]);
    expect(seeded.code).toBe(0);
    const ended = await chaperoneHere(folder, ['verify', '--run', 'latest']);
    expect(ended.code).toBe(0);
    expect(ended.out.replaceAll(/\s+/g, ' ')).toContain(`and to change this: ${what}.`);
  });
});

describe('a release in parts', () => {
  it('is another where the configuration is', async () => {
    const { folder } = await cachedNotes({ inParts: true });
    const ended = await verified(folder);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('release build 1, configuration a → build 1, configuration b');
    expect(ended.out).toContain(
      'Parts of the release that changed: configuration (a → b); the same as before: build.',
    );
  });

  it('is inconclusive by the part that changed, where it was to stay as it is', async () => {
    const { folder } = await cachedNotes({ inParts: true });
    const ended = await verified(folder, '--same-release', what);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain(
      `the release changed from build 1, configuration a to build 1, configuration b (configuration) with the update, and --same-release says that it stays as it is (${what})`,
    );
  });

  it('is refused with the part that is no text', async () => {
    const { folder } = await workFolder({ more: `release: () => ({ build: 7 })` });
    const ended = await verified(folder);
    expect(ended.code).toBe(2);
    expect(ended.err.replaceAll(/\s+/g, ' ')).toContain(
      'its release function returned a value of type number as its part build. Check `release`',
    );
  });
});

it.each<[string, readonly string[], string]>([
  ['the next option', ['--seed', '4'], 'Say what the update changes'],
  ['nothing that prints', ['\u0007 \n'], 'Say what the update changes'],
  ['too much', ['x'.repeat(201)], 'at most 200 will do'],
  ['what comes after seeding', [what, '--run', 'latest'], 'cannot be used with option'],
])('--same-release is refused with %s, before anything is begun', async (_, words, says) => {
  const { folder } = await workFolder();
  const ended = await chaperoneHere(folder, ['verify', '--same-release', ...words]);
  expect([ended.code, ended.out]).toEqual([2, '']);
  expect(ended.err).toContain(says);
  expectPlain(ended);
});
