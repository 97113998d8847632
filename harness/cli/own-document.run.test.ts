import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';

const get = { get: { responses: { 200: { description: 'ok' } } } };
const before = { '/notes': get, '/notes/{id}': get, '/old': get };
const after = { ...before, '/archive': get, '/notes/{id}/history': get };

it('an update that brings operations which no surface covers is inconclusive, by name', async () => {
  let updated = false;
  const { folder } = await workFolder({
    release: (now) => {
      updated = now;
      return now ? '2' : '1';
    },
    hostile: () => [
      http.get('*/openapi.json', () =>
        HttpResponse.json({
          openapi: '3.1.0',
          info: { title: 'Notes', version: '1' },
          paths: updated ? after : before,
        }),
      ),
    ],
    more: `openApi: '/openapi.json',
      surfaces: [...usual.surfaces, { unreached: 'GET /gone', why: 'by choice' }],
      accept: [{ what: 'uncovered', surface: 'GET /old', reason: 'empty', by: 'Ada', until: '2999-12-31' }],`,
  });
  const args = ['verify', '--only', 'sweep', '--update-command', updateCommand];
  const { code, out } = await chaperoneHere(folder, args);
  expect(code).toBe(3);
  const text = out.replace(/\s+/g, ' ');
  const reason = (surface: string) =>
    `${surface} is in the deployment’s OpenAPI document (/openapi.json), but no surface covers it (new with this update): add it to surfaces, or admit it in accept`;
  const names = ['GET /archive', 'GET /notes/{id}/history'];
  for (const name of names) expect(text).toContain(reason(name));
  expect(text).not.toContain('GET /old is in');
  expect(text).toContain('Not judged: GET /gone: by choice');
  const file = async (name: string) => readFile(join(folder, 'reports/runs/latest', name), 'utf8');
  const verdict: unknown = JSON.parse(await file('verdict.json'));
  expect(verdict).toMatchObject({
    verdict: 'inconclusive',
    reasons: names.map(reason),
    coverage: { unreachedSurfaces: ['GET /gone'], whyUnreached: { 'GET /gone': 'by choice' } },
  });
  for (const report of ['junit.xml', 'index.html', 'summary.md']) {
    const shown = await file(report);
    expect(shown).toContain('archive');
    expect(shown).toMatch(/no surface covers it \\?\(new with this update/);
    if (report !== 'junit.xml') expect(shown).toContain('by choice');
  }
});
