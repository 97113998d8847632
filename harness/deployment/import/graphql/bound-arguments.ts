import { isRequiredArgument } from 'graphql';
import type { GraphQLField } from 'graphql';
import { hasValue, takesCursor, takesPageSize, valueFor } from './argument-value.ts';
import type { Argument, ArgumentOf } from './argument-value.ts';

/** A variable of a query. */
export type Variable = { name: string; type: string; value: unknown };

/** The arguments of a field in a query's text (`(id: $id)`, or empty), and the variables that they use. */
export type BoundArguments = {
  text: string;
  variables: readonly Variable[];
  /** Names of the arguments that are given. */
  names: readonly string[];
};

/** What is given beyond the arguments that a field requires. */
export type Beyond = {
  /** An argument that it does not require. */
  argument?: Argument;
  /** Rows on a page. Default: as many as most services allow. */
  pageRows?: number;
  /** It is the list that a query is about, which is read page by page. */
  isPaged: boolean;
};

/**
 * Binds the arguments of a field; or says which have no known value.
 * @param taken names of variables that are taken by the fields around it
 */
export function bindArguments(
  field: GraphQLField<unknown, unknown>,
  of: ArgumentOf,
  beyond: Beyond,
  taken: readonly string[],
): BoundArguments | { why: string } {
  const texts: string[] = [];
  const names: string[] = [];
  const variables: Variable[] = [];
  const lacking: string[] = [];
  for (const argument of field.args) {
    const { name, type } = argument;
    const isMeant =
      isRequiredArgument(argument) ||
      hasValue(argument, of) ||
      name === beyond.argument?.name ||
      (beyond.isPaged && takesPageSize(argument));
    const isCursor = beyond.isPaged && takesCursor(argument);
    if (!isMeant && !isCursor) continue;
    names.push(name);
    const given = isCursor ? { variable: undefined } : valueFor(argument, of);
    if ('why' in given) lacking.push(given.why);
    else if ('literal' in given) texts.push(`${name}: ${given.literal}`);
    else {
      const isSize = beyond.isPaged && takesPageSize(argument);
      const value = isSize ? (beyond.pageRows ?? given.variable) : given.variable;
      const variable = taken.includes(name) ? `${name}_${taken.length}` : name;
      variables.push({ name: variable, type: String(type), value });
      texts.push(`${name}: $${variable}`);
    }
  }
  if (lacking.length > 0) return { why: [...new Set(lacking)].join('; ') };
  return { text: texts.length === 0 ? '' : `(${texts.join(', ')})`, variables, names };
}
