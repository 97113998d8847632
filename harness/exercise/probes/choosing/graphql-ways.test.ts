import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import type { ProbeAttempt } from '../../../deployment/probe.ts';
import { list, read } from '../../../deployment/surfaces/surfaces.ts';
import { isGraphQlBody } from '../../http/graphql-body.ts';
import { bindJson } from '../../http/requests.ts';
import { graphQlWays } from './graphql-ways.ts';

const schema = buildSchema(
  'type Query { note(id: ID!, form: String): Note size(no: Int!): Int notes: [Note] } type Note { id: ID }',
);
const own = { note: 'mine', number: '7' };

/** The bodies that are sent for another's note, by way. */
function sentFor(query: string, variables: object, viewers: typeof own | null = own) {
  const surface = read('POST /graphql#x', { json: { query, variables } });
  const session = { id: 's', account: { id: 'a' } };
  const thing = { id: 't', owner: { id: 'b' } };
  const ways = graphQlWays({ session, surface, thing } as unknown as ProbeAttempt, viewers);
  const body = bindJson({ query, variables }, { note: 'theirs', number: '8' });
  return new Map(ways.map(({ name, json }) => [name.replace('graphql-', ''), json?.(body)]));
}

/** A server with the schema accepts the query. */
function expectValid(body: unknown): void {
  if (!isGraphQlBody(body)) throw new Error(`no query: ${JSON.stringify(body)}`);
  expect(validate(schema, parse(body.query)).map(({ message }) => message)).toEqual([]);
}

it('sends the same query in forms that a guard may read differently, each of them a valid one', () => {
  const sent = sentFor('query ($id: ID!, $form: String) { note(id: $id, form: $form) { id } }', {
    id: '{note}',
  });
  const ownFirst = {
    query: 'query ($own_id: ID!) { own: note(id: $own_id) { __typename } }',
    variables: { own_id: 'mine' },
  };
  const plain = sent.get('get');
  expect(sent.get('batch')).toEqual([ownFirst, plain]);
  expect(sent.get('alias')).toEqual({
    query:
      'query ($own_id: ID!, $id: ID!, $form: String) { own: note(id: $own_id) { __typename }  note(id: $id, form: $form) { id } }',
    variables: { id: 'theirs', own_id: 'mine' },
  });
  for (const name of ['alias', 'get', 'operation-name', 'second-operation'])
    expectValid(sent.get(name));
  expect(sent.get('second-operation')).toMatchObject({ operationName: 'Second' });
  expect(sent.get('persisted')).not.toHaveProperty('query');
});

it.each([
  ['a name', 'query Note($id: ID!) { other: note(id: $id) { id } }', { id: '{note}' }],
  ['a number in its text', '{ size(no: {number}) }', {}],
  ['no arguments', 'query { notes { id } }', {}],
])('understands a query with %s', (_, query, variables) => {
  const sent = sentFor(query, variables);
  for (const name of ['get', 'operation-name', 'second-operation']) expectValid(sent.get(name));
  if (sent.has('alias')) expectValid(sent.get('alias'));
  expect(sent.has('alias')).toBe(query.includes('('));
});

it('asks first for what everybody may see where the viewer has nothing, and for nothing that is no query', () => {
  const sent = sentFor('{ size(no: {number}) }', {}, null);
  expect(sent.get('batch')).toMatchObject([{ query: '{ __typename }' }, {}]);
  const surface = list('POST /search', { json: { text: 'x' } });
  expect(graphQlWays({ surface, session: null, thing: null }, null)).toEqual([]);
});
