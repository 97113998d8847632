import { getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import type { GraphQLField } from 'graphql';
import { bindingName, knownName } from '../../surfaces/binding-name.ts';
import type { Drafting } from './drafting.ts';

/**
 * Whether a field is a number of things that accounts make (`visitCount`, `totalVisits`). Others (a number of unread
 * messages, of open rooms) need not follow what an account does.
 */
export function countsThings(
  { name, type }: GraphQLField<unknown, unknown>,
  { schema, options }: Pick<Drafting, 'schema' | 'options'>,
): boolean {
  if (getNamedType(type).name !== 'Int' || isListType(getNullableType(type))) return false;
  const noun = /^(.+?)_?[cC]ounts?$|^(?:count|total|numberOf|num|number_of_|total_)_?(.+)$/.exec(
    name,
  );
  const thing = bindingName(noun?.[1] ?? noun?.[2] ?? '');
  if (thing === '') return false;
  if (options.ids !== undefined) return knownName([thing], options.ids) !== null;
  return isObjectType(schema.getType(thing.charAt(0).toUpperCase() + thing.slice(1)));
}
