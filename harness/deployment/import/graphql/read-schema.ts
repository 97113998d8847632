import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClientSchema, buildSchema, getIntrospectionQuery } from 'graphql';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';
import { decodeText } from '../../../domain/decode-text.ts';
import { UsageError } from '../../../domain/errors.ts';
import type { Http } from '../../http.ts';

/** Largest schema that is read, in bytes. */
const largest = 20 * 1024 * 1024;

/** Most words and signs of a schema in SDL. The largest that are public have a few hundred thousand. */
const mostTokens = 2_000_000;

/** Longest text of a server's that an error quotes. */
const longestQuote = 200;

/**
 * Asks a deployment for its schema by introspection. Rejects with a UsageError that says what it answered instead.
 * @param headers of a session
 */
export async function introspect(
  http: Http,
  endpoint: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphQLSchema> {
  const name = `POST ${endpoint}`;
  let answered: unknown;
  try {
    const query = getIntrospectionQuery({ descriptions: false });
    const json = { query, operationName: 'IntrospectionQuery' };
    const options = { json, headers: { accept: 'application/json', ...headers }, anyStatus: true };
    const answer = await http.post(endpoint, options);
    answered = answer.status >= 500 ? undefined : jsonOf(answer.text());
    if (answered === undefined)
      throw new UsageError(`${name} gives no schema: it answered ${answer.status}`, remedy);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} gives no schema: ${messageOf(error)}`, remedy);
  }
  return fromIntrospection(answered, name);
}

const remedy =
  'Where introspection is off, give a file: fromGraphQl(…, { schema: "schema.graphql" }). Where it needs a session, give one by `signIn`.';

/** Reads a schema from a file with SDL or the JSON of introspection. Rejects with a UsageError. */
export async function schemaFromFile(source: string | URL): Promise<GraphQLSchema> {
  const address = URL.parse(String(source));
  const file = address?.protocol === 'file:' ? fileURLToPath(address) : resolve(String(source));
  const name = file.split('/').at(-1) ?? file;
  let text: string;
  try {
    if ((await stat(file)).size > largest) throw new Error('it is larger than 20 MB');
    text = decodeText(await readFile(file)).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(
      `cannot read the GraphQL schema ${name}: ${error instanceof Error && 'code' in error ? String(error.code) : messageOf(error)}`,
      'Correct its path: it is relative to where chaperone is started, or new URL(path, import.meta.url).',
    );
  }
  const json = /^\s*\{\s*"/.test(text) ? jsonOf(text) : undefined;
  return json === undefined ? fromSdl(text, name) : fromIntrospection(json, name);
}

/** Makes a schema of its text in SDL. Throws a UsageError that names the place. */
function fromSdl(text: string, name: string): GraphQLSchema {
  return withQueries(name, () =>
    // Directives of the server's own need not be declared.
    buildSchema(text, { assumeValidSDL: true, assumeValid: true, maxTokens: mostTokens }),
  );
}

/** Makes a schema of what introspection gave. Throws a UsageError where it is none. */
function fromIntrospection(value: unknown, name: string): GraphQLSchema {
  const data = fieldOf(value, 'data') ?? value;
  if (fieldOf(data, '__schema') === undefined) {
    const errors = fieldOf(value, 'errors');
    const said = fieldOf(Array.isArray(errors) ? errors[0] : undefined, 'message');
    throw new UsageError(
      `${name} gives no schema${typeof said === 'string' ? `: ${quoted(said)}` : ''}`,
      remedy,
    );
  }
  return withQueries(name, () =>
    buildClientSchema(data as IntrospectionQuery, { assumeValid: true }),
  );
}

function withQueries(name: string, build: () => GraphQLSchema): GraphQLSchema {
  let schema: GraphQLSchema;
  try {
    schema = build();
    // Types are read when they are first looked at, and anything may be wrong in them.
    for (const type of Object.values(schema.getTypeMap()))
      if ('getFields' in type) type.getFields();
  } catch (error) {
    throw new UsageError(
      `${name} is no GraphQL schema: ${quoted(messageOf(error))}`,
      'Export it again as the server has it: SDL, or the JSON of an introspection query.',
    );
  }
  if (schema.getQueryType()) return schema;
  throw new UsageError(`${name} has no queries`, 'Give the schema of the whole service.');
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function quoted(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, longestQuote);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
