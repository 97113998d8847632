import { getNamedType, isAbstractType, isLeafType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLNamedOutputType, GraphQLObjectType } from 'graphql';
import type { UnreachedSurface } from '../../surfaces/surface.ts';
import {
  takesCursor,
  takesId,
  takesPageSize,
  takesPosition,
  takesSearch,
} from './argument-value.ts';
import type { Argument } from './argument-value.ts';
import { bindArguments } from './bound-arguments.ts';
import type { Beyond, Variable } from './bound-arguments.ts';
import { countsThings } from './counts-things.ts';
import type { Drafting } from './drafting.ts';
import type { QueryDraft } from './query-draft.ts';
import { rowShapeOf } from './row-shape.ts';
import type { RowShape } from './row-shape.ts';
import { selectionOf, targetsOf } from './selection.ts';

/** The fields around the one that a query is about. */
type Around = {
  name: string;
  /** JSON path of the object that has the field. */
  at: string;
  /** Writes what is asked for within them. */
  write(inner: string): string;
  variables: readonly Variable[];
  level: number;
};

/** Queries and what keeps others from being made, by name. `fields`: which fields of types are asked for. */
export type FieldQueries = {
  queries: readonly QueryDraft[];
  unreached: readonly UnreachedSurface[];
  fields: ReadonlySet<string>;
};

type Made = { queries: QueryDraft[]; unreached: UnreachedSurface[]; fields: Set<string> };

const root: Around = { name: '', at: '$.data', write: (inner) => inner, variables: [], level: 0 };

/** A page so small that even accounts with few rows have a second one: it may be another query on the server. */
const fewRows = 2;
/** Most arguments that a field need not be given, each of which is tried in a query of its own. */
const mostOptional = 6;
/** Most types that one field may give, each of which is asked for in a query of its own. */
const mostTargets = 100;

/** The queries of a field of the root type: plain, by pages, by each id that it may take, and within what it gives. */
export function queriesOfField(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  about: Drafting,
): FieldQueries {
  const made: Made = { queries: [], unreached: [], fields: new Set() };
  addField(parent, field, root, about, made);
  return made;
}

function addField(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  around: Around,
  about: Drafting,
  made: Made,
): void {
  const name = around.name === '' ? field.name : `${around.name}.${field.name}`;
  const shape = rowShapeOf(field.type);
  const type = shape?.row ?? getNamedType(field.type);
  // What an id alone leads to may be of any type, and an account has ids of some of them.
  const isByType =
    shape === null &&
    isAbstractType(type) &&
    field.args.some((argument) => isBareId(argument, about, field.name));
  const targets = isByType ? targetsOf(about.schema, type).slice(0, mostTargets) : [type];
  const lacking = new Map<string, string[]>();
  for (const target of targets) {
    const place: Place = { parent, field, around, target, shape, isByType, name };
    const why = addTarget(place, about, made);
    if (why !== null) lacking.set(why, [...(lacking.get(why) ?? []), target.name]);
  }
  for (const [why, types] of lacking) {
    const of = isByType
      ? `${types.slice(0, 20).join(', ')}${types.length > 20 ? ', …' : ''}: `
      : '';
    made.unreached.push({ unreached: name, why: `${of}${why}` });
  }
}

type Place = {
  parent: GraphQLObjectType;
  field: GraphQLField<unknown, unknown>;
  around: Around;
  target: GraphQLNamedOutputType;
  shape: RowShape | null;
  /** The field gives several types, of which this query asks for `target` alone. */
  isByType: boolean;
  name: string;
};

/** Adds the queries for one type that a field gives. Returns why there is none. */
function addTarget(place: Place, about: Drafting, made: Made): string | null {
  const { field, shape, target, isByType } = place;
  const of = { field: field.name, target: target.name, options: about.options };
  const name = isByType ? `${place.name}(${target.name})` : place.name;
  const isPaged = shape !== null;
  // What an object within refuses takes the whole answer with it, leak and all: it is asked for in a query of its own.
  const flat = { ...about, depth: 0 };
  const plain = draft(place, flat, made, name, { isPaged });
  if ('why' in plain) return plain.why;
  if (about.depth > 0 && !isLeafType(target))
    draft(place, about, made, `${name}(nested)`, { isPaged });
  const optional = field.args.filter(
    (argument) =>
      !plain.given.includes(argument.name) && (takesId(argument, of) || takesSearch(argument)),
  );
  for (const argument of optional.slice(0, mostOptional)) {
    const other = draft(place, flat, made, `${name}(${argument.name})`, { isPaged, argument });
    if ('why' in other)
      made.unreached.push({ unreached: `${name}(${argument.name})`, why: other.why });
  }
  const size = field.args.find(takesPageSize);
  if (
    isPaged &&
    size !== undefined &&
    field.args.some((one) => takesCursor(one) || takesPosition(one))
  )
    draft(place, flat, made, `${name}(${size.name})`, { isPaged, pageRows: fewRows });
  if (!isPaged && isObjectType(target) && place.around.level === 0)
    addWithin(target, plain.within(name), about, made);
  return null;
}

/** Adds what has a query of its own within an object: lists, what takes an id, and numbers of things. */
function addWithin(target: GraphQLObjectType, around: Around, about: Drafting, made: Made): void {
  for (const field of Object.values(target.getFields())) {
    if (about.isLeftOut(target.name, field.name)) continue;
    const of = { field: field.name, target: '', options: about.options };
    const type = getNamedType(field.type);
    const isList = rowShapeOf(field.type) !== null && !isLeafType(type);
    const byId = field.args.some((argument) => takesId(argument, of));
    // Numbers are compared for who asks, and not for what an id leads to.
    const isFigure = isOfNothing(around.variables) && countsThings(field, about);
    if (isList || byId || isFigure) addField(target, field, around, about, made);
  }
}

/** Adds one query. Returns the names of the arguments that it gives, and what is around a field of its answer. */
function draft(
  { parent, field, around, target, shape, isByType }: Place,
  about: Drafting,
  made: Made,
  name: string,
  beyond: Beyond,
): { given: readonly string[]; within(name: string): Around } | { why: string } {
  const { operation, options } = about;
  const of = { field: field.name, target: target.name, options };
  const taken = around.variables.map((variable) => variable.name);
  const bound = bindArguments(field, of, beyond, taken);
  if ('why' in bound) return bound;
  const variables = [...around.variables, ...bound.variables];
  const write = (inner: string): string => {
    const told = isByType ? `__typename ... on ${target.name} { ${inner} }` : inner;
    return around.write(`${field.name}${bound.text}${inner === '' ? '' : ` { ${told} }`}`);
  };
  const { text, fields } = selectionOf(field, target, about);
  made.fields.add(`${parent.name}.${field.name}`);
  for (const one of fields) made.fields.add(one);
  const at = `${around.at}.${field.name}`;
  const gives =
    shape === null
      ? isOfNothing(variables) && countsThings(field, about)
        ? 'figure'
        : 'read'
      : 'list';
  const within = (named: string): Around => ({
    name: named,
    at,
    write,
    variables,
    level: around.level + 1,
  });
  const query = `${operation}${declared(variables)} { ${write(text)} }`;
  const isTwice =
    beyond.pageRows === undefined && made.queries.some((other) => other.query === query);
  if (isTwice) return { given: bound.names, within };
  made.queries.push({
    name,
    gives,
    query,
    variables: Object.fromEntries(variables.map((variable) => [variable.name, variable.value])),
    at: gives === 'read' ? null : `${at}${rowsWithin(shape)}`,
    ...parametersOf(variables),
  });
  return { given: bound.names, within };
}

/** Whether no variable has a value, so that a query is about who asks. */
function isOfNothing(variables: readonly Variable[]): boolean {
  return variables.every(({ value }) => value === undefined);
}

/** The variables that a probe tries with other values. */
function parametersOf(variables: readonly Variable[]): Pick<QueryDraft, 'parameters'> {
  const listed = variables.flatMap(({ name, listed: values }) =>
    values === undefined || values.length === 0 ? [] : [[name, values] as const],
  );
  return listed.length === 0 ? {} : { parameters: Object.fromEntries(listed) };
}

/** The step from a page to its rows; empty where the rows are not within a page. */
function rowsWithin(shape: RowShape | null): string {
  return shape === null || shape.page === null ? '' : `.${shape.page.field}`;
}

function declared(variables: readonly Variable[]): string {
  if (variables.length === 0) return '';
  return ` (${variables.map(({ name, type }) => `$${name}: ${type}`).join(', ')})`;
}

/** Whether an argument is an id of which its name does not say what it leads to (`id`). */
function isBareId(argument: Argument, { options }: Drafting, field: string): boolean {
  return (
    /^(?:ids?|uuid|guid|globalId)$/i.test(argument.name) &&
    takesId(argument, { field, target: '', options })
  );
}
