import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recorded } from './har/recording.test-support.ts';
import { recordedSurfaces } from './har/recorded-surfaces.ts';
import { fromOpenApi } from './open-api/from-open-api.ts';

/** Path of a file with a case that an import once got wrong. */
function caseFile(name: string): string {
  return fileURLToPath(new URL(`cases/${name}`, import.meta.url));
}

const lists = {
  '/users/me/recordings': { from: 'a', to: 'b', page_size: 1, meetings: [{ id: 'm' }] },
  '/v1/visits.list': { visits: [{ id: 'v' }], count: 1, offset: 0, success: true },
  '/ocs/visits': { ocs: { meta: { status: 'ok' }, data: { visits: [{ id: 'v' }] } } },
  '/messages/replies': { duration: '0.1', threads: [{ id: 't' }] },
};

describe('lists in shapes of well-known services', () => {
  it('are lists in a document', async () => {
    const surfaces = await fromOpenApi(caseFile('lists.json'));
    expect(surfaces).toMatchObject(
      Object.keys(lists).map((path) => ({ id: `GET ${path}`, gives: 'list' })),
    );
    expect(surfaces[2]).toMatchObject({ items: '$.ocs.data.visits' });
  });

  it('are lists in a recording', () => {
    const { surfaces } = recordedSurfaces(
      Object.entries(lists).map(([path, answer]) => recorded(path, answer)),
    );
    expect(surfaces).toMatchObject(
      Object.keys(lists).map((path) => ({ id: `GET ${path}`, gives: 'list' })),
    );
    expect(surfaces[2]).toMatchObject({ items: '$.ocs.data.visits' });
  });

  it('are not what a record holds', () => {
    const { surfaces } = recordedSurfaces([
      recorded('/me', { id: 'p_1', email: 'a@a.test', roles: [{ id: 'r' }] }),
      recorded('/state', { user: { name: 'Ann', visits: [{ id: 'v' }] } }),
    ]);
    expect(surfaces).toMatchObject([{ gives: 'read' }, { gives: 'read' }]);
  });
});

describe('media that the source does not describe', () => {
  it('is told by the extension of its name in a document', async () => {
    expect(await fromOpenApi(caseFile('clip.json'))).toMatchObject([
      { id: 'GET /events/{event}/clip.mp4', gives: 'stream', variants: ['range'] },
    ]);
  });

  it.each([
    ['/clips/17.mp4', '', { gives: 'stream', variants: ['range'] }],
    ['/clips/17.jpg', 'application/octet-stream', { gives: 'stream', variants: [] }],
    ['/clips/17.mp4', 'application/json', { gives: 'read' }],
  ])('at %s with the type "%s" in a recording', (path, type, surface) => {
    expect(recordedSurfaces([recorded(path, '{}', { type })]).surfaces).toMatchObject([surface]);
  });
});
