import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { configText } from './draft/config-text.ts';
import { draftFromRecording } from './draft/from-recording.ts';
import { gatherDraft } from './draft/gather-draft.ts';
import { originOf } from './har/origin-of.ts';
import { readHar } from './har/read-har.ts';
import { recorded } from './har/recording.test-support.ts';
import { recordedSurfaces } from './har/recorded-surfaces.ts';
import { fromOpenApi } from './open-api/from-open-api.ts';
import { described, inWords, written } from './open-api/written.test-support.ts';

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

it('a draft gives no password to a boolean, and takes the release from where it stands', async () => {
  const text = configText((await gatherDraft({ openapi: caseFile('users.json') })).draft);
  expect(text).toContain('shouldChangePassword: false,');
  expect(text).toContain(
    "release: async ({ http }) => (await http.get('/server/version')).text(),",
  );
});

it('a fault of one operation leaves out that operation by name, and nothing else', async () => {
  const broken = [{ name: 'file', in: 'formData', type: 'file', required: 'yes' }];
  const get = { responses: { 200: { description: '', schema: { type: 'array', items: {} } } } };
  const document = {
    swagger: '2.0',
    info: { title: 'a', version: '1' },
    paths: {
      '/visits': { get, put: { parameters: broken, responses: {} } },
      '/odd': 'text',
      '/x': { get: { responses: 5 } },
    },
  };
  expect((await fromOpenApi(await written({ 'a.json': document }))).map(inWords)).toEqual([
    'list GET /visits',
    expect.stringMatching(/^- PUT \/visits: it is broken at \/paths\/~1visits\/put\/parameters/),
    expect.stringMatching(/^- GET \/odd: it is broken at \/paths\/~1odd/),
    '- GET /x: it is broken at /paths/~1x/get/responses: must be object',
  ]);
});

describe('a recording', () => {
  it.each([
    ['begins with a redirect from http to https', 'redirect.har'],
    ['begins with the frame of a third party', 'iframe.har'],
    ['begins with a byte order mark', 'bom.har'],
    ['has a stream of events', 'events.har'],
  ])('that %s gives the url and the surfaces', async (_, name) => {
    const exchanges = await readHar(caseFile(name));
    expect(draftFromRecording(exchanges, null).url).toBe('https://clinic.test');
    const { surfaces } = recordedSurfaces(exchanges);
    expect(surfaces).toMatchObject([
      { id: 'GET /home', gives: 'read' },
      { id: 'GET /api/visits', gives: 'list' },
      { id: 'GET /api/visits/{visit}', gives: 'read' },
    ]);
  });

  it('proposes events(…) for a stream of events', async () => {
    const { unreached } = recordedSurfaces(await readHar(caseFile('events.har')));
    expect(unreached).toMatchObject([
      { unreached: 'GET /api/live', why: expect.stringContaining("events('GET /api/live', {") },
    ]);
  });

  it('is read for the url that was given, and says where it has none', async () => {
    const har = caseFile('redirect.har');
    const given = await gatherDraft({ har, url: 'http://clinic.test' });
    expect(given.draft.surfaces.lines).toHaveLength(3);
    const elsewhere = await gatherDraft({ har, url: 'http://127.0.0.1:9' });
    expect(elsewhere.draft).toMatchObject({ url: 'http://127.0.0.1:9' });
    expect(elsewhere.draft.surfaces.lines).toHaveLength(3);
    expect(elsewhere.notes.join()).toContain('no request to http://127.0.0.1:9');
  });

  it('says where else data came from', async () => {
    const { origin, others } = originOf([
      recorded('https://api.clinic.test/a', []),
      recorded('https://api.clinic.test/b', []),
      recorded('https://clinic.test/c', []),
      recorded('https://tags.example/frame', '<html>'),
    ]);
    expect(origin).toBe('https://api.clinic.test');
    expect(others).toEqual([{ origin: 'https://clinic.test', count: 1 }]);
  });
});

it('reads a document after a byte order mark, in JSON and in YAML', async () => {
  const paths = "paths: { /x: { get: { responses: { '200': { description: '' } } } } }";
  const yaml = `\uFEFFopenapi: 3.1.0\ninfo: { title: a, version: '1' }\n${paths}\n`;
  const json = `\uFEFF${JSON.stringify(described({ '/x': { get: { responses: {} } } }))}`;
  for (const files of [{ 'a.yaml': yaml }, { 'a.json': json }])
    expect(await fromOpenApi(await written(files))).toMatchObject([{ id: 'GET /x' }]);
});

describe('a draft from a recording', () => {
  const sign = (answer: object) =>
    recorded('/login', answer, { method: 'POST', requestBody: '{"email":"a@a","password":"p"}' });
  const book = recorded(
    '/api/visits',
    { id: 'vis_1' },
    { method: 'POST', status: 201, requestBody: '{"reason":"cough","kind":"video","urgent":true}' },
  );
  const draft = (answer: object, request: Record<string, string>) =>
    draftFromRecording([sign(answer), recorded('/api/visits', [], { request }), book], null);

  it('signs in by the bearer token that later requests carried, whatever it is called', () => {
    const { signIn } = draft({ ticket: 'abc', token: 'other' }, { authorization: 'Bearer abc' });
    expect(signIn).toMatchObject({ token: ['ticket'] });
  });

  it('signs in by cookies where later requests carried these alone', () => {
    const { signIn } = draft({ token: 'csrf' }, { cookie: 'sid=1' });
    expect(signIn).toMatchObject({ token: null });
  });

  it('goes by the name of the field where the browser left the headers out', () => {
    expect(draft({ accessToken: 'abc' }, {}).signIn).toMatchObject({ token: ['accessToken'] });
  });

  it('books as recorded, without a recorded text', () => {
    expect(draft({}, {}).book).toEqual({
      method: 'POST',
      path: '/api/visits',
      as: 'json',
      fields: [
        { name: 'reason', code: "token('reason')" },
        { name: 'kind', code: null },
        { name: 'urgent', code: 'true' },
      ],
      id: ['id'],
      called: 'visit',
    });
  });
});

it('a draft from a recording says what nobody has looked at, but for the list of what it books', () => {
  const asked = { method: 'POST', requestBody: '{"reason":"cough"}' };
  const { lines } = draftFromRecording(
    [
      recorded('/visits', { id: 'vis_1' }, asked),
      recorded('/visits?limit=20', [{ id: 'vis_1' }]),
      recorded('/countries', [{ id: 'ie' }]),
    ],
    null,
  ).surfaces;
  expect(lines).toEqual([
    "list('GET /visits?limit=20'),",
    "list('GET /countries', { imported: true }),",
    "list('GET /visits?limit=1'),",
    '// Not reached: POST /visits: it may change something: if it only reads, describe it by hand',
  ]);
});

it('paths in a draft are relative to the folder of the definition', async () => {
  const openapi = await written({
    'docs/a b.json': described({ '/x': { get: { responses: {} } } }),
  });
  const root = dirname(dirname(openapi));
  const pool = join(root, 'accounts.csv');
  const { draft } = await gatherDraft({ openapi, pool, out: join(root, 'sub/x.ts') });
  expect(draft.pool).toBe('../accounts.csv');
  expect(draft.surfaces.lines[0]).toContain("new URL('../docs/a%20b.json', import.meta.url)");
});
