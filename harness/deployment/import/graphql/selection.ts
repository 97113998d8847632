import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type {
  GraphQLField,
  GraphQLInterfaceType,
  GraphQLNamedOutputType,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';
import { isPageSize } from '../../../domain/surfaces/page-size.ts';
import { pageInfo, rowShapeOf } from './row-shape.ts';

/** What a selection is made by. */
export type Selecting = {
  schema: GraphQLSchema;
  /** Objects within objects, one within the other. */
  depth: number;
  isLeftOut(type: string, field: string): boolean;
};

/** Fields that a query asks for, as text without the outermost braces; empty for a scalar. */
export type Selection = { text: string; fields: ReadonlySet<string> };

/** Most fields of one query: servers refuse longer ones. */
const mostFields = 200;
/** Most types of an interface or union that are told apart in one query. */
const mostTypes = 10;
/** Rows of a list within an object, where it must be said. */
const nestedRows = 20;

type Making = Selecting & {
  /** How many more fields the query may have. All parts of it count. */
  count: { left: number };
  fields: Set<string>;
  /** The fields that lead here: none is asked for within itself. */
  within: ReadonlySet<string>;
};

/**
 * All that can be asked of what a field gives without an argument; less deep where that would be too much for one query.
 * @param target the type that it gives, or the one of several that is meant
 */
export function selectionOf(
  field: GraphQLField<unknown, unknown>,
  target: GraphQLNamedOutputType,
  about: Selecting,
): Selection {
  for (let depth = about.depth; ; depth -= 1) {
    const count = { left: mostFields };
    const fields = new Set<string>();
    const making = { ...about, depth, count, fields, within: new Set<string>() };
    const text = pageSelection(field.type, making) ?? select(target, making);
    if (count.left >= 0 || depth === 0) return { text, fields };
  }
}

function select(type: GraphQLNamedOutputType, making: Making): string {
  if (isLeafType(type)) return '';
  if (isObjectType(type)) return fieldsOf(type, making, new Map()) || '__typename';
  const seen = new Map<string, string>();
  const common = isUnionType(type) ? '' : fieldsOf(type, making, seen);
  const fragments = making.schema
    .getPossibleTypes(type)
    .slice(0, mostTypes)
    .map((possible) => {
      const fields = fieldsOf(possible, making, seen, isUnionType(type) ? null : type);
      return fields === '' ? '' : ` ... on ${possible.name} { ${fields} }`;
    });
  return `__typename${common === '' ? '' : ` ${common}`}${fragments.join('')}`;
}

/**
 * The fields of a type, scalars first.
 * @param seen names that the answer has already, with the type behind each: two of different types may not share one
 * @param known an interface whose fields are asked for already
 */
function fieldsOf(
  type: GraphQLObjectType | GraphQLInterfaceType,
  making: Making,
  seen: Map<string, string>,
  known: GraphQLInterfaceType | null = null,
): string {
  const asked: string[] = [];
  const all = Object.values(type.getFields()).filter(
    ({ name }) =>
      !making.isLeftOut(type.name, name) &&
      !(known !== null && Object.hasOwn(known.getFields(), name)),
  );
  const isLeaf = (field: GraphQLField<unknown, unknown>) => isLeafType(getNamedType(field.type));
  for (const field of [...all.filter(isLeaf), ...all.filter((one) => !isLeaf(one))]) {
    const place = `${type.name}.${field.name}`;
    const given = argumentsWithin(field);
    if (given === null || making.within.has(place)) continue;
    if (!isLeaf(field) && making.depth === 0) continue;
    making.count.left -= 1;
    if (making.count.left < 0) break;
    const inner = isLeaf(field)
      ? ''
      : rowsOrObject(field, {
          ...making,
          depth: making.depth - 1,
          within: new Set([...making.within, place]),
        });
    making.fields.add(place);
    const shown = String(field.type);
    const before = seen.get(field.name);
    const isTaken = before !== undefined && (before !== shown || inner !== '');
    if (before === undefined) seen.set(field.name, shown);
    const alias = isTaken ? `${type.name}_${field.name}: ` : '';
    asked.push(`${alias}${field.name}${given}${inner === '' ? '' : ` { ${inner} }`}`);
  }
  return asked.join(' ');
}

function rowsOrObject({ type }: GraphQLField<unknown, unknown>, making: Making): string {
  return pageSelection(type, making) ?? select(getNamedType(type), making);
}

/** The selection of a page or connection; null where the type is none. */
function pageSelection(
  type: GraphQLField<unknown, unknown>['type'],
  making: Making,
): string | null {
  const { page } = rowShapeOf(type) ?? { page: null };
  if (page === null) return null;
  const beside = fieldsOf(page.type, { ...making, depth: 0 }, new Map());
  const rows = page.type.getFields()[page.field];
  if (rows === undefined) return null;
  making.fields.add(`${page.type.name}.${page.field}`);
  // The rows of a connection come by edges; `nodes` are the same.
  if (page.field === 'edges') making.fields.add(`${page.type.name}.nodes`);
  const inner =
    page.field === 'edges'
      ? edgeSelection(getNamedType(rows.type), making)
      : select(getNamedType(rows.type), making);
  const info = page.type.getFields()[pageInfo];
  const paging = info === undefined ? '' : infoSelection(getNamedType(info.type), making);
  return `${page.field} { ${inner} } ${paging}${beside}`.trimEnd();
}

function infoSelection(type: GraphQLNamedOutputType, making: Making): string {
  const names = ['hasNextPage', 'endCursor'];
  const known = isObjectType(type) ? names.filter((name) => type.getFields()[name]) : [];
  for (const name of known) making.fields.add(`${type.name}.${name}`);
  return known.length === 0 ? '' : `${pageInfo} { ${known.join(' ')} } `;
}

function edgeSelection(edge: GraphQLNamedOutputType, making: Making): string {
  const node = isObjectType(edge) ? edge.getFields()['node'] : undefined;
  if (node === undefined || !isObjectType(edge)) return select(edge, making);
  const beside = fieldsOf(edge, { ...making, depth: 0 }, new Map());
  making.fields.add(`${edge.name}.node`);
  const inner = select(getNamedType(node.type), making);
  return `${beside === '' ? '' : `${beside} `}node${inner === '' ? '' : ` { ${inner} }`}`;
}

/** The arguments that a field within an object needs; null where nobody knows what to give. */
function argumentsWithin(field: GraphQLField<unknown, unknown>): string | null {
  const given = field.args.filter(isRequiredArgument).map(({ name, type }) => {
    const named = getNamedType(type);
    if (isEnumType(named)) return `${name}: ${named.getValues()[0]?.name ?? 'null'}`;
    return isPageSize(name) && named.name === 'Int' ? `${name}: ${nestedRows}` : null;
  });
  if (given.includes(null)) return null;
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** The possible types of an interface or union; a type itself otherwise. */
export function targetsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedOutputType,
): readonly GraphQLNamedOutputType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}
