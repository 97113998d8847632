import { isRequiredArgument } from 'graphql';
import type { GraphQLField } from 'graphql';
import {
  hasValue,
  listedValues,
  takesCursor,
  takesPageSize,
  takesPosition,
  valueFor,
} from './argument-value.ts';
import type { Argument, ArgumentOf } from './argument-value.ts';

/** A variable of a query. `listed`: values to try beside its own; undefined: it is no variable to be tried otherwise. */
export type Variable = {
  name: string;
  type: string;
  value: unknown;
  listed?: readonly string[];
};

/** Most arguments with listed values that a field need not be given, and that a query can be asked with. */
const mostChoices = 6;

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
  let choices = 0;
  for (const argument of field.args) {
    const { name, type } = argument;
    const isMeant =
      isRequiredArgument(argument) ||
      hasValue(argument, of) ||
      name === beyond.argument?.name ||
      (beyond.isPaged && takesPageSize(argument));
    const place =
      beyond.isPaged &&
      (takesCursor(argument) || (!isRequiredArgument(argument) && takesPosition(argument)));
    const values = listedValues(argument);
    const isChoice = values.length > 0 && choices < mostChoices;
    if (isChoice) choices += 1;
    // What it need not be given it is given where a page leads on, or where a probe tries another value.
    const isOpen = place || (isChoice && !isMeant);
    if (!isMeant && !isOpen) continue;
    names.push(name);
    const given = isOpen ? { variable: undefined } : valueFor(argument, of);
    if ('why' in given) lacking.push(given.why);
    else if ('literal' in given) texts.push(`${name}: ${given.literal}`);
    else {
      const isSize = beyond.isPaged && takesPageSize(argument);
      const value = isSize ? (beyond.pageRows ?? given.variable) : given.variable;
      const variable = taken.includes(name) ? `${name}_${taken.length}` : name;
      const listed = values.filter((one) => one !== String(value));
      variables.push({
        name: variable,
        // What is left out falls back to the argument's default, whose type allows no null.
        type: isOpen ? String(type).replace(/!$/, '') : String(type),
        value,
        ...(isChoice ? { listed } : {}),
      });
      texts.push(`${name}: $${variable}`);
    }
  }
  if (lacking.length > 0) return { why: [...new Set(lacking)].join('; ') };
  return { text: texts.length === 0 ? '' : `(${texts.join(', ')})`, variables, names };
}
