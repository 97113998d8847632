import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder } from '../testing/work-folder.ts';
import { placesOf } from './places-of.ts';

const definition = `import { defineDeployment, link, list, read } from 'chaperone';

export default defineDeployment({
  accept: [{ what: 'gap', surface: 'GET /visits', reason: 'x', by: 'y', until: '2027-01-01' }],
  surfaces: [
    list('GET /visits', { shows: 'visit' }),
    link('GET /visits/{visit}', '$.media', { gives: 'stream' }),
    read(
      'GET /visits/{visit}',
    ),
    ...(await fromOpenApi('documents/openapi.yaml', { ids: ['note'] })),
    ...(await fromHar(new URL('recording.har', import.meta.url))),
  ],
});
`;
const openApi = `openapi: 3.1.0
servers: [{ url: /api }]
paths:
  /notes:
    post:
      operationId: write
  '/notes/{noteId}':
    parameters: []
    post:
      operationId: change
    get:
      operationId: note
  /other:
    get:
      operationId: other
`;
const recording = JSON.stringify(
  { log: { entries: [{ request: { method: 'GET', url: 'https://a.test/letters/77?x=1' } }] } },
  null,
  2,
);

const imported = (id: string) => ({ id, imported: true });
const written = (id: string) => ({ id, imported: false });

it('finds surfaces in the definition, and imported ones in their documents', async () => {
  const root = await emptyFolder();
  const folder = join(root, 'apps', 'web');
  await mkdir(join(root, '.git'));
  await mkdir(join(folder, 'documents'), { recursive: true });
  const file = join(folder, 'chaperone.config.ts');
  await writeFile(file, definition);
  await writeFile(join(folder, 'documents', 'openapi.yaml'), openApi);
  await writeFile(join(folder, 'recording.har'), recording);
  const { definition: whole, surfaces } = await placesOf(file, [
    written('GET /visits'),
    written('GET /visits/{visit} → $.media'),
    written('GET /visits/{visit}'),
    written('GET /put-together'),
    imported('GET /api/notes/{note}'),
    imported('GET /letters/{letter}'),
    imported('GET /nowhere'),
  ]);
  expect(whole).toEqual({ file: 'apps/web/chaperone.config.ts', line: 1 });
  expect(surfaces).toEqual({
    'GET /visits': { file: 'apps/web/chaperone.config.ts', line: 6 },
    'GET /visits/{visit} → $.media': { file: 'apps/web/chaperone.config.ts', line: 7 },
    'GET /visits/{visit}': { file: 'apps/web/chaperone.config.ts', line: 9 },
    'GET /api/notes/{note}': { file: 'apps/web/documents/openapi.yaml', line: 11 },
    'GET /letters/{letter}': {
      file: 'apps/web/recording.har',
      line: recording.split('\n').findIndex((line) => line.includes('"url"')) + 1,
    },
  });
});

it('reads a document in JSON, and goes without one that is gone', async () => {
  const folder = await emptyFolder();
  await mkdir(join(folder, '.git'));
  const file = join(folder, 'chaperone.config.ts');
  await writeFile(file, `export default { openApi: 'api.json', surfaces: fromHar('gone.har') };\n`);
  const document = { paths: { '/notes/{id}': { get: {} }, '/notes': { get: {} } } };
  await writeFile(join(folder, 'api.json'), JSON.stringify(document, null, 2));
  const { surfaces } = await placesOf(file, [imported('GET /notes'), imported('GET /letters')]);
  expect(surfaces).toEqual({ 'GET /notes': { file: 'api.json', line: 7 } });
});

it('tells of a file outside of the repository its name only', async () => {
  const file = join(await emptyFolder(), 'chaperone.config.ts');
  expect(await placesOf(file, [])).toEqual({
    definition: { file: 'chaperone.config.ts', line: 1 },
    surfaces: {},
  });
});
