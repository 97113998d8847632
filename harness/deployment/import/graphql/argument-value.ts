import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isRequiredInputField,
  isScalarType,
} from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { bindingName, knownName } from '../../surfaces/binding-name.ts';
import { isPageNumber, isRowNumber } from '../../surfaces/page-position.ts';
import { isSearchTerm, searchForAll } from '../../surfaces/search-term.ts';
import { isPageSize } from '../../../domain/surfaces/page-size.ts';
import type { GraphQlOptions } from './options.ts';

/** What an argument is given, as a variable or, for an id that is a number, in the query itself; or why nothing. */
export type Given = { variable: unknown } | { literal: string } | { why: string };

/** An argument, or a field of an object that is one. */
export type Argument = { name: string; type: GraphQLInputType };

/** What an argument belongs to. */
export type ArgumentOf = {
  /** Name of the field that takes it. */
  field: string;
  /** Name of the type that the field gives. */
  target: string;
  options: Pick<GraphQlOptions, 'ids' | 'bind' | 'values'>;
};

/** Rows of a page, unless a small one is meant. */
const pageRows = 50;

/** Deepest object within an object that is filled in. */
const deepest = 4;

const numbers = /^(?:Int|Long|Int64|Big_?Int)$/i;
const idTypes = /^(?:ID|U?UID|GUID|ULID|CUID2?|ObjectID)$/i;
const idNames = /^(?:ids?|uuids?|guids?)$|_(?:ids?|uuids?|guids?)$|(?:I[Dd]s?|U[Uu][Ii][Dd]s?)$/;

/** Whether an argument takes an id, by its type or name, or as the options say. */
export function takesId({ name, type }: Argument, { field, options }: ArgumentOf): boolean {
  const named = getNamedType(type);
  if (chosen(options.bind, field, name) !== undefined) return true;
  return isScalarType(named) && (idTypes.test(named.name) || idNames.test(name));
}

/** Whether an argument takes the text of a search. */
export function takesSearch({ name, type }: Argument): boolean {
  return isSearchTerm(name) && getNamedType(type).name === 'String';
}

/** Whether an argument takes the number of rows on a page. */
export function takesPageSize({ name, type }: Argument): boolean {
  return isPageSize(name) && numbers.test(getNamedType(type).name);
}

/** Whether an argument takes the cursor that the page comes after. */
export function takesCursor({ name, type }: Argument): boolean {
  return name === 'after' && isScalarType(getNamedType(type));
}

/** Whether an argument takes the number of a page, or of its first row. */
export function takesPosition({ name, type }: Argument): boolean {
  return (isPageNumber(name) || isRowNumber(name)) && numbers.test(getNamedType(type).name);
}

/** Most values of an enumeration that are tried, each in turn. */
const mostValues = 6;

/** The values that an argument may have, where the schema lists them: a bounded number. Empty: it lists none. */
export function listedValues({ type }: Argument): readonly string[] {
  const named = getNamedType(type);
  if (named.name === 'Boolean') return ['true', 'false'];
  if (!isEnumType(named)) return [];
  return named
    .getValues()
    .slice(0, mostValues)
    .map(({ name }) => name);
}

/** Whether the options give an argument a value. */
export function hasValue({ name }: Argument, { field, options }: ArgumentOf): boolean {
  return chosen(options.values, field, name) !== undefined;
}

/** What an argument is given: a binding, or a value that does for all. */
export function valueFor(argument: Argument, of: ArgumentOf, depth = 0): Given {
  const { name, type } = argument;
  const { field, options } = of;
  const named = getNamedType(type);
  const value = chosen(options.values, field, name);
  if (value !== undefined) return { variable: value };
  if (takesId(argument, of)) {
    const id = idFor(name, of);
    if (id === null) return { why: whyUnbound(name, options.ids) };
    return numbers.test(named.name) ? { literal: `{${id}}` } : { variable: `{${id}}` };
  }
  if (isInputObjectType(named)) {
    if (depth >= deepest) return { why: `its argument ${name} is nested too deeply` };
    const fields = Object.values(named.getFields());
    const required = fields.filter(isRequiredInputField);
    // Where a record is found by one of several keys, none of them is required.
    const keys = required.length > 0 ? required : fields.filter((one) => one.name === 'id');
    const filled = keys.map((key): [string, Given] => [key.name, valueFor(key, of, depth + 1)]);
    const lacking = filled.flatMap(([key, given]) =>
      'why' in given
        ? [given.why]
        : 'literal' in given
          ? [`${name}.${key} is an id in numbers, within an object`]
          : [],
    );
    if (lacking.length > 0) return { why: lacking.join('; ') };
    return {
      variable: Object.fromEntries(
        filled.map(([key, given]) => [key, 'variable' in given ? given.variable : null]),
      ),
    };
  }
  if (isEnumType(named)) return { variable: named.getValues()[0]?.name ?? null };
  if (named.name === 'Boolean') return { variable: false };
  if (takesPageSize(argument)) return { variable: pageRows };
  if (isPageNumber(name) && numbers.test(named.name)) return { variable: 1 };
  if (isRowNumber(name) && numbers.test(named.name)) return { variable: 0 };
  if (takesSearch(argument)) return { variable: searchForAll };
  return { why: `it needs ${name} (${String(type)}): give it in values, or an id's name in bind` };
}

/** The name of the id that an argument takes; null when it is unknown. */
function idFor(name: string, { field, target, options }: ArgumentOf): string | null {
  const bound = chosen(options.bind, field, name);
  if (bound !== undefined) return bound;
  const candidates = [bindingName(name), bindingName(target), bindingName(field)].filter(
    (candidate) => candidate !== '',
  );
  if (options.ids !== undefined) {
    // `patientId` is a patient's, whatever the field gives.
    const [own] = candidates;
    return knownName(
      bindingName(name) === '' || own === undefined ? candidates : [own],
      options.ids,
    );
  }
  return candidates[0] ?? null;
}

function whyUnbound(name: string, ids: readonly string[] | undefined): string {
  return ids === undefined
    ? `nothing tells what ${name} is: name the id in bind`
    : `${name} is none of the ids ${ids.join(', ')}: name the one it is in bind, or return one more from the definition's functions`;
}

function chosen<Value>(
  options: Readonly<Record<string, Value>> | undefined,
  field: string,
  argument: string,
): Value | undefined {
  const name = [`${field}.${argument}`, argument].find(
    (key) => options !== undefined && Object.hasOwn(options, key),
  );
  return name === undefined ? undefined : options?.[name];
}
