import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType } from 'graphql';
import type { GraphQLNamedOutputType, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { usualRowNames } from '../../surfaces/row-names.ts';

/** How a field gives several things. */
export type RowShape = {
  /** Type of one of them. */
  row: GraphQLNamedOutputType;
  /** The object around the rows, and its field with them; null where the field is a plain list. */
  page: { type: GraphQLObjectType; field: string } | null;
};

/** The field of a page that says whether another one follows. */
export const pageInfo = 'pageInfo';

const rowNames = new Set(['nodes', ...usualRowNames]);

/**
 * How a type gives several things: as a list, a connection (`edges { node }`, `nodes`), or a page (`items` beside
 * numbers). Null where it gives one thing, or none.
 */
export function rowShapeOf(type: GraphQLOutputType): RowShape | null {
  const row = getNamedType(type);
  if (isListType(getNullableType(type))) return { row, page: null };
  if (!isObjectType(row)) return null;
  const fields = Object.values(row.getFields());
  // What has an id is a thing with rows of its own, and no page of a list.
  if (fields.some(({ name }) => name === 'id')) return null;
  const lists = fields.filter(
    (field) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)),
  );
  const found =
    lists.find(({ name }) => name === 'edges') ??
    lists.find(({ name }) => name === 'nodes') ??
    (lists.length === 1 ? lists.find(({ name }) => rowNames.has(name)) : undefined);
  return found === undefined
    ? null
    : { row: getNamedType(found.type), page: { type: row, field: found.name } };
}
