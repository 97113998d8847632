import { isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { UsageError } from '../../../domain/errors.ts';
import { hintFor } from '../../checks/nearest-word.ts';
import type { UnreachedSurface } from '../../surfaces/surface.ts';
import { checkArguments, idsOfNothing } from './argument-names.ts';
import { queriesOfField } from './field-queries.ts';
import type { Drafting } from './drafting.ts';
import { neverAsked } from './never-asked.ts';
import type { GraphQlOptions } from './options.ts';
import type { GraphQlDraft, QueryDraft } from './query-draft.ts';
import { subscriptionsOf } from './subscriptions-of.ts';

/** Most queries that are made of a schema: each is tried by many accounts. */
const mostQueries = 400;
/** Longest name that is asked for. It stands in reports and plans. */
const longestName = 100;
/** Most names that a report lists. */
const named = 20;

/** The queries of a schema, and what cannot be asked for, by name and with the reason. */
export function queriesOf(schema: GraphQLSchema, options: GraphQlOptions): GraphQlDraft {
  const { except = {}, depth = 2 } = options;
  const about: Drafting = {
    schema,
    options,
    depth,
    operation: 'query',
    isLeftOut: (type, field) =>
      Object.hasOwn(except, `${type}.${field}`) || field.length > longestName,
  };
  checkArguments(schema, options);
  const root = schema.getQueryType();
  if (!root) throw new UsageError('the schema has no queries', 'Give that of the whole service.');
  const fields = Object.values(root.getFields()).filter(
    (field) => !about.isLeftOut(root.name, field.name),
  );
  const queries = new Map<string, QueryDraft>();
  const unreached: UnreachedSurface[] = [];
  const asked = new Set<string>();
  const beyond: string[] = [];
  for (const field of fields) {
    if (Object.hasOwn(except, field.name)) continue;
    if (queries.size >= mostQueries) {
      beyond.push(field.name);
      continue;
    }
    const made = queriesOfField(root, field, about);
    unreached.push(...made.unreached);
    for (const name of made.fields) asked.add(name);
    for (const query of made.queries)
      if (Object.hasOwn(except, query.name)) continue;
      else if (queries.size >= mostQueries) beyond.push(query.name);
      else if (!queries.has(query.name)) queries.set(query.name, query);
  }
  const told = subscriptionsOf(about);
  checkNames(about, [...queries.keys()]);
  return {
    queries: [...queries.values()],
    subscriptions: told.subscriptions,
    unreached: [
      ...Object.entries(except).map(([name, why]) => ({ unreached: name, why })),
      ...unreached.filter((one) => !Object.hasOwn(except, one.unreached)),
      ...told.unreached,
      ...idsOfNothing(schema, options),
      ...together('further queries', beyond, `no more than ${mostQueries} are made of a schema`),
      ...together(
        'what changes things',
        Object.keys(schema.getMutationType()?.getFields() ?? {}),
        'mutations are never sent',
      ),
      ...together(
        'fields that no query asks for',
        neverAsked(about, asked),
        'they need an argument, or lie deeper than `depth`: describe by hand what gives something of patients',
      ),
    ],
  };
}

/** One unreached surface for many names, so that they take one line of a report. */
function together(what: string, names: readonly string[], why: string): UnreachedSurface[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, named).map((name) => name.slice(0, longestName));
  const more = names.length > named ? ` and ${names.length - named} more` : '';
  return [{ unreached: `${what} (${names.length})`, why: `${why}: ${shown.join(', ')}${more}` }];
}

/** Throws a UsageError where an exception is none of the schema's, since it would be passed over silently. */
function checkNames({ schema, options }: Drafting, queries: readonly string[]): void {
  const roots = Object.keys(schema.getQueryType()?.getFields() ?? {});
  const isField = (name: string): boolean => {
    const [type = '', field = ''] = name.split('.');
    const found = schema.getType(type);
    return (
      (isObjectType(found) || isInterfaceType(found)) && Object.hasOwn(found.getFields(), field)
    );
  };
  for (const name of Object.keys(options.except ?? {})) {
    const around = name.replace(/[.(].*$/, '');
    if (queries.includes(name) || roots.includes(around) || isField(name)) continue;
    throw new UsageError(
      `fromGraphQl: there is no query and no field ${JSON.stringify(name)} to leave out: ${hintFor(name, [...roots, ...queries], named)}`,
      'Write a query as reports call it (patient.consultations), or a field with its type (Patient.notes).',
    );
  }
}
