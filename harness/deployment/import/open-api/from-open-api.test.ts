import { describe, expect, it } from 'vitest';
import {
  described,
  imported,
  inPath,
  inWords,
  json,
  ofType,
  written,
} from './written.test-support.ts';
import { fromOpenApi } from './from-open-api.ts';

const objects = { type: 'array', items: { type: 'object', properties: { id: {} } } };

describe('documents of all kinds', () => {
  it('reads a petstore in YAML', async () => {
    const path = await written({
      'petstore.yaml': `
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [{ url: https://petstore.example/v1 }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200':
          description: pets
          content: { application/json: { schema: { $ref: '#/components/schemas/Pets' } } }
    post:
      operationId: createPets
      responses: { '201': { description: made } }
  /pets/{petId}:
    parameters:
      - { name: petId, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: a pet
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
components:
  schemas:
    Pet: { type: object, properties: { id: { type: integer }, name: { type: string } } }
    Pets: { type: array, items: { $ref: '#/components/schemas/Pet' } }
`,
    });
    expect((await fromOpenApi(path)).map(inWords)).toEqual([
      'list GET /v1/pets',
      'list GET /v1/pets?limit=1',
      'read GET /v1/pets/{pet}',
    ]);
  });

  it('reads Swagger 2.0', async () => {
    const document = {
      swagger: '2.0',
      info: { title: 'A service', version: '1' },
      host: 'api.acme.test',
      basePath: '/v2/',
      produces: ['application/json'],
      paths: {
        '/users': { get: { responses: { 200: { description: '', schema: objects } } } },
        '/files/{file_id}': {
          get: {
            produces: ['application/pdf'],
            parameters: [{ name: 'file_id', in: 'path', required: true, type: 'string' }],
            responses: { 200: { description: '', schema: { type: 'file' } } },
          },
        },
        '/reports': {
          get: {
            parameters: [
              { name: 'format', in: 'query', required: true, type: 'string', enum: ['a b', 'c'] },
            ],
            responses: { 200: { description: '', schema: { type: 'object' } } },
          },
        },
      },
    };
    expect(await imported(document)).toEqual([
      'list GET /v2/users',
      'stream GET /v2/files/{file}',
      'read GET /v2/reports?format=a%20b',
    ]);
  });

  it('reads FHIR bundles and JSON:API', async () => {
    const bundle = {
      type: 'object',
      properties: {
        resourceType: { const: 'Bundle' },
        id: { type: 'string' },
        link: { type: 'array', items: { type: 'object' } },
        entry: { type: 'array', items: { type: 'object' } },
      },
    };
    const patient = {
      type: 'object',
      properties: { id: {}, name: { type: 'array', items: { type: 'object' } } },
    };
    const data = (type: object) => ({
      type: 'object',
      properties: { data: type, included: { type: 'array', items: {} }, links: {} },
    });
    const document = described({
      '/Patient/{id}': { get: { parameters: inPath('id'), responses: json(patient) } },
      '/Patient/{id}/$everything': { get: { parameters: inPath('id'), responses: json(bundle) } },
      '/articles': { get: { responses: ofApi(data(objects)) } },
      '/articles/{id}': {
        get: { parameters: inPath('id'), responses: ofApi(data({ type: 'object' })) },
      },
    });
    expect(await imported(document)).toEqual([
      'read GET /Patient/{patient}',
      'list GET /Patient/{patient}/$everything',
      'list GET /articles',
      'read GET /articles/{article}',
    ]);

    function ofApi(schema: object): object {
      return { 200: { description: '', content: { 'application/vnd.api+json': { schema } } } };
    }
  });

  it('names operations of version 3.2 that cannot be tried', async () => {
    const document = described(
      {
        '/search': { query: { responses: json(objects) } },
        '/files': {
          get: { responses: ofType('video/mp4') },
          additionalOperations: { COPY: { responses: json() }, LOCK: { responses: {} } },
        },
        '/live': { get: { responses: ofType('text/event-stream') } },
      },
      { openapi: '3.2.0' },
    );
    expect(await imported(document)).toEqual([
      '- QUERY /search: the method QUERY is not tried',
      'stream (range) GET /files',
      '- COPY /files: the method COPY is not tried',
      '- GET /live: it is a stream of events: describe it with events(…)',
    ]);
  });
});

describe('what an operation gives', () => {
  it.each([
    ['list', '/x', objects],
    ['list', '/x', { type: ['array', 'null'], items: {} }],
    ['list', '/x', { oneOf: [{ type: 'null' }, objects] }],
    ['list', '/x', { type: 'object', properties: { items: objects, nextCursor: {} } }],
    ['list', '/x', { type: 'object', properties: { xs: objects, owner: {} } }],
    ['list', '/x', { type: 'object', properties: { data: { properties: { items: objects } } } }],
    [
      'list',
      '/visits',
      { allOf: [{ properties: { visits: objects } }, { properties: { total: {} } }] },
    ],
    ['read', '/me', { type: 'object', properties: { name: {}, visits: objects } }],
    ['read', '/x/{x}', { type: 'object', properties: { name: {}, items: objects } }],
    [
      'read',
      '/x',
      { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' } } } },
    ],
  ])('is a %s at %s for %j', async (gives, path, schema) => {
    const [line] = await imported(described({ [path]: { get: { responses: json(schema) } } }));
    expect(line).toBe(`${gives} GET ${path}`);
  });

  it.each([
    ['stream (range)', ['audio/webm', 'video/webm']],
    ['stream (range)', ['application/octet-stream']],
    ['stream (range)', ['application/vnd.apple.mpegurl']],
    ['stream', ['application/pdf']],
    ['stream', ['image/png']],
    ['stream', ['text/plain']],
    ['read', ['text/html']],
    ['read', ['application/pdf', 'application/json']],
    ['read', ['application/xml']],
    ['list', ['text/csv']],
  ])('is a %s for %j', async (gives, types) => {
    const [line] = await imported(described({ '/x': { get: { responses: ofType(...types) } } }));
    expect(line).toBe(`${gives} GET /x`);
  });

  it('says where the rows are if there are several lists', async () => {
    const schema = { type: 'object', properties: { items: objects, filters: objects } };
    const path = await written({
      'a.json': described({ '/x': { get: { responses: json(schema) } } }),
    });
    expect(await fromOpenApi(path)).toMatchObject([
      { gives: 'list', items: '$.items', imported: true },
    ]);
  });

  it('names operations that return no body, and keeps those with an undescribed body', async () => {
    const document = described({
      '/ping': { get: { responses: { 204: { description: '' } } } },
      '/x': { get: { responses: { 200: { description: '' } } } },
      '/film': { get: { responses: { 302: { description: '' } } } },
    });
    expect(await imported(document)).toEqual([
      '- GET /ping: the document says that its answers hold no data',
      'read GET /x',
      'stream GET /film',
    ]);
  });
});

describe('an operation that may change something', () => {
  it('is no surface unless it is named', async () => {
    const body = { content: { 'application/json': { example: { about: '{patient}' } } } };
    const document = described({
      '/visits': {
        post: { responses: json() },
        delete: { responses: { 204: { description: '' } } },
      },
      '/search': { post: { requestBody: body, responses: json(objects) } },
      '/graphql': { post: { responses: json() } },
    });
    expect(await imported(document, { also: ['POST /search'] })).toEqual([
      'list POST /search',
      '- POST /graphql: it may change things: if it only reads, name it in also',
      '- what changes things (1): only what reads is tried as others: POST /visits',
    ]);
  });

  it('may be a GET that ends a session', async () => {
    const document = described({
      '/logout': { get: { responses: json() } },
      '/session': { get: { operationId: 'signOut', responses: json() } },
      '/log': { get: { responses: json() } },
      '/cancellations': { get: { responses: json() } },
    });
    expect(await imported(document)).toEqual([
      '- GET /logout: its name says that it ends something',
      '- GET /session: its name says that it ends something',
      'read GET /log',
      'read GET /cancellations',
    ]);
  });

  it('is left out by an option, with the reason', async () => {
    const document = described({ '/health': { get: { responses: json() } } });
    expect(await imported(document, { except: { 'GET /health': 'public' } })).toEqual([
      '- GET /health: public',
    ]);
  });
});

describe('servers', () => {
  const media = { servers: [{ url: 'https://media.acme.test/v9' }], get: { responses: json() } };
  const servers = [
    {
      url: 'https://{region}.acme.test/{version}',
      variables: { version: { default: 'v3' }, region: { default: 'eu' } },
    },
  ];
  const document = described({ '/x': { get: { responses: json() } }, '/film': media }, { servers });

  it('give the base path, and other hosts must be known', async () => {
    expect(await imported(document)).toEqual([
      'read GET /v3/x',
      "- GET /film: it is on media.acme.test: add that to hosts, if it is the deployment's",
    ]);
    expect(await imported(document, { hosts: ['Media.Acme.test.'] })).toEqual([
      'read GET /v3/x',
      'read GET https://media.acme.test/v9/film',
    ]);
  });

  it('are overridden by an option', async () => {
    expect(await imported(document, { base: '/v4/' })).toEqual([
      'read GET /v4/x',
      'read GET /v4/film',
    ]);
  });
});
