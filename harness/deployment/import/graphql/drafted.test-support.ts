import { buildSchema, parse, validate } from 'graphql';
import { expect } from 'vitest';
import type { GraphQlOptions } from './options.ts';
import { queriesOf } from './queries-of.ts';
import type { GraphQlDraft, QueryDraft } from './query-draft.ts';

/** The draft of a schema. Each query of it must be one that a server with the schema accepts. */
export function drafted(sdl: string, options: GraphQlOptions = {}): GraphQlDraft {
  const schema = buildSchema(sdl);
  const draft = queriesOf(schema, options);
  for (const { query } of [...draft.queries, ...draft.subscriptions]) {
    // An id in numbers is put in where the query is sent.
    const errors = validate(schema, parse(query.replace(/\{\w+\}/g, '17')));
    expect(errors.map(({ message }) => `${message} in ${query}`)).toEqual([]);
  }
  return draft;
}

/** A query of a draft by its name. */
export const named = ({ queries }: GraphQlDraft, name: string): QueryDraft | undefined =>
  queries.find((query) => query.name === name);
/** What kind, name and variables the queries of a draft have. */
export const inWords = ({ queries }: GraphQlDraft): string[] =>
  queries.map(
    ({ gives, name, variables }) =>
      `${gives} ${name}${Object.keys(variables).length === 0 ? '' : ` ${JSON.stringify(variables)}`}`,
  );
/** What cannot be asked for, with the reasons. */
export const unreached = ({ unreached: all }: GraphQlDraft): string[] =>
  all.map(({ unreached: name, why }) => `${name}: ${why}`);
