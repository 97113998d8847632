import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Http, HttpResponse } from '../../http.ts';
import { inWords } from '../open-api/written.test-support.ts';
import { fromGraphQl } from './from-graphql.ts';
import type { GraphQlOptions } from './options.ts';

const sdl = `
  directive @key(fields: String!) on OBJECT
  type Query { "the visits" visits: [Visit!]! visit(id: ID!): Visit }
  type Visit { id: ID! text: String old: String @deprecated }
  type Subscription { visitChanged(id: ID!): Visit }
`;
const surfaces = [
  'list POST /graphql#visits',
  'read POST /graphql#visit',
  "- subscription visitChanged: name the action that makes it tell its owner something: fromGraphQl(…, { subscriptions: { visitChanged: 'sendMessage' } })",
];

/** What a server answers to a query, for the headers that come with it. */
type Answer = (headers: Readonly<Record<string, string>>) => { status?: number; text: string };

/** Reads the schema by way of a server, and describes the surfaces in words. */
function imported(answer: Answer, options: GraphQlOptions = {}): Promise<string[]> {
  const post: Http['post'] = async (path, { json, headers = {} } = {}) => {
    expect([path, JSON.stringify(json)]).toEqual([
      '/graphql',
      expect.stringContaining('IntrospectionQuery'),
    ]);
    const { status = 200, text } = answer(headers);
    return { status, text: () => text } as HttpResponse;
  };
  return read({ post } as Http, options);
}

const json = (value: unknown) => ({ text: JSON.stringify(value) });

async function read(http: Http, options: GraphQlOptions): Promise<string[]> {
  const [source] = fromGraphQl('/graphql', options);
  // The plan keeps what was read as JSON.
  const kept: unknown = JSON.parse(JSON.stringify(await source?.read({ http })));
  return (source?.surfaces(kept) ?? []).map(inWords);
}

async function fromFile(name: string, content: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'graphql-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), content);
  return read({} as Http, { schema: pathToFileURL(join(folder, name)) });
}

const introspection = { data: introspectionFromSchema(buildSchema(sdl)) };

describe('fromGraphQl', () => {
  it('asks the deployment for its schema, as somebody who may see it', async () => {
    const answer: Answer = ({ authorization }) =>
      authorization === 'Bearer x'
        ? json(introspection)
        : json({ errors: [{ message: 'Introspection is\n not allowed' }] });
    const signIn = () => ({ authorization: 'Bearer x' });
    expect(await imported(answer, { signIn })).toEqual(surfaces);
    await expect(imported(answer)).rejects.toMatchObject({
      message: 'POST /graphql gives no schema: Introspection is not allowed',
      remedy: expect.stringContaining('schema: "schema.graphql"') as unknown,
    });
  });

  it.each<[string, string]>([
    ['schema.graphql', sdl],
    ['schema.json', JSON.stringify(introspection)],
    ['schema.json', JSON.stringify(introspection.data)],
    // A federated service uses directives that its text does not declare.
    [
      'undeclared.graphql',
      `${sdl.replace(/directive .*/, '')} extend type Visit @key(fields: "id")`,
    ],
  ])('reads a file %s', async (name, content) => {
    expect(await fromFile(name, content)).toEqual(surfaces);
  });

  it.each<[string, Answer, RegExp]>([
    ['fails', () => ({ status: 502, text: '{}' }), /gives no schema: it answered 502/],
    ['answers with a page', () => ({ text: '<html>' }), /it answered 200/],
    ['gives none', () => json({ data: null }), /^POST \/graphql gives no schema$/],
    ['gives nonsense', () => json({ data: { __schema: [] } }), /is no GraphQL schema/],
    [
      'gives names that are none',
      () => ({ text: JSON.stringify(introspection).replaceAll('visits', 'visits } evil {') }),
      /is no GraphQL schema: .*visits } evil {/,
    ],
    [
      'gives types without an end',
      () => ({
        text: JSON.stringify(introspection).replace(
          /"ofType":(\{"name":"Visit","kind":"OBJECT"[^}]*\})/,
          (_, visit: string) =>
            `"ofType":${'{"kind":"LIST","ofType":'.repeat(100_000)}${visit}${'}'.repeat(100_000)}`,
        ),
      }),
      /is no GraphQL schema/,
    ],
  ])('says so where a server %s', async (_, answer, message) => {
    await expect(imported(answer)).rejects.toThrow(message);
  });

  it.each<[string, RegExp]>([
    [
      'type Query { visits: [Visit] }',
      /schema.graphql is no GraphQL schema: Unknown type: "Visit"/,
    ],
    ['type Visit { id: ID }', /schema.graphql has no queries/],
    ['openapi: 3.1.0', /schema.graphql is no GraphQL schema: Syntax Error/],
    ['{ "openapi": "3.1.0" }', /schema.graphql gives no schema/],
    [`type Query { a: ${'['.repeat(100_000)}Int${']'.repeat(100_000)} }`, /is no GraphQL schema/],
  ])('refuses a file of %j', async (content, message) => {
    await expect(fromFile('schema.graphql', content)).rejects.toThrow(message);
  });

  it('refuses what is no address, and unknown options', () => {
    expect(() => fromGraphQl('schema.graphql')).toThrow('is no address of a service');
    expect(() => fromGraphQl('/graphql', { depth: 50 })).toThrow('depth 50');
    expect(() => fromGraphQl('/graphql', { idz: [] } as GraphQlOptions)).toThrow('"idz"');
  });
});
