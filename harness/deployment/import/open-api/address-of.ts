import { isSearchTerm, searchForAll } from '../../surfaces/search-term.ts';
import { nameBinding } from './name-binding.ts';
import type { Operation, Parameter } from './operation.ts';
import type { OpenApiOptions } from './options.ts';

/** An address with its bindings, and the headers that the operation requires. */
export type Address = { path: string; headers: Readonly<Record<string, string>> };

/** The address and headers to request an operation with; or which parameter has no known value. */
export function addressOf(
  operation: Operation,
  options: OpenApiOptions,
): Address | { why: string } {
  const { parameters } = operation;
  const lacking: string[] = [];
  const valueOf = (parameter: Parameter): string => {
    const value = choose(operation, parameter, options);
    if (value === null) lacking.push(whyLacking(parameter, options));
    return value ?? '';
  };
  const path = operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    valueOf(parameters.find((one) => one.in === 'path' && one.name === name) ?? undescribed(name)),
  );
  const needed = parameters.filter(({ in: where, required }) => required && where !== 'path');
  const query = needed
    .filter(({ in: where }) => where === 'query')
    .map((parameter) => `${encodeURIComponent(parameter.name)}=${valueOf(parameter)}`);
  const headers = needed
    .filter(({ in: where }) => where === 'header')
    .map((parameter) => [parameter.name, decodeURIComponent(valueOf(parameter))]);
  for (const { name, in: where } of needed)
    if (where === 'querystring') lacking.push(`its query ${name} is described as a whole`);
  if (lacking.length > 0) return { why: [...new Set(lacking)].join('; ') };
  const separator = path.includes('?') ? '&' : '?';
  return {
    path: query.length === 0 ? path : `${path}${separator}${query.join('&')}`,
    headers: Object.fromEntries(headers),
  };
}

/** A binding in braces, or an encoded value; null when a parameter has neither. */
function choose(
  operation: Operation,
  parameter: Parameter,
  options: OpenApiOptions,
): string | null {
  const { name, in: where, fixed, example } = parameter;
  const own = entry(options.bind, operation.name);
  const bound =
    (typeof own === 'object' ? entry(own, name) : undefined) ?? entry(options.bind, name);
  if (typeof bound === 'string') return where === 'header' ? null : `{${bound}}`;
  const given = entry(options.values, name);
  if (given !== undefined) return encodeURIComponent(given);
  if (where === 'path') {
    // A parameter with a few possible values is no id.
    const known = options.ids === undefined ? null : nameBinding(operation, parameter, options.ids);
    if (known !== null) return `{${known}}`;
    if (fixed !== null) return encodeURIComponent(fixed);
    const guessed = options.ids === undefined ? nameBinding(operation, parameter, undefined) : null;
    return guessed === null ? null : `{${guessed}}`;
  }
  // An example is a word of people’s, which nothing that a run makes has in it.
  if (where === 'query' && fixed === null && isSearchTerm(name)) return searchForAll;
  const speaksOfId = /(?:^|[a-z_-])(?:id|uuid|guid)$|ID$/i.test(name) || options.ids !== undefined;
  const id =
    where === 'query' && fixed === null && speaksOfId
      ? nameBinding(operation, parameter, options.ids)
      : null;
  if (id !== null) return `{${id}}`;
  const value = fixed ?? example;
  return value === null ? null : encodeURIComponent(value);
}

function whyLacking({ name, in: where }: Parameter, { ids }: OpenApiOptions): string {
  if (where === 'header') return `it needs a header ${name}: give it in values`;
  if (where === 'query')
    return `it needs ?${name}=…, of which the document has no example: give it in values, or an id's name in bind`;
  return ids === undefined
    ? `nothing tells what {${name}} is: name the id in bind`
    : `{${name}} is none of the ids ${ids.join(', ')}: name the one it is in bind, or return one more from the definition's functions`;
}

/** A parameter that a path names and nothing describes. */
export function undescribed(name: string): Parameter {
  return {
    name,
    in: 'path',
    required: true,
    namedBy: [],
    values: [],
    fixed: null,
    example: null,
    least: null,
  };
}

function entry<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
