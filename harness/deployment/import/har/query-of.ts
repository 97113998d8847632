import type { Exchange } from './exchange.ts';
import type { KnownIds } from './known-ids.ts';

/** A POST that only reads, as a body with bindings and a name; or why the request is no such POST. */
export type Query = { json: unknown; name: string } | { why: string };

/** Recognises queries of GraphQL, which are known to only read. Any other POST may change something. */
export function queryOf(exchange: Exchange, ids: KnownIds): Query {
  const body = parse(exchange.requestBody);
  const query = body?.['query'];
  if (body === null || typeof query !== 'string') {
    return { why: 'it may change something: if it only reads, describe it by hand' };
  }
  if (!/^\s*(?:#[^\n]*\n\s*)*(?:query\b|\{)/.test(query)) return { why: 'it changes something' };
  const variables = body['variables'] ?? {};
  const problems: string[] = [];
  const bound = bindAll(variables, 'variables', { ids, problems });
  if (problems.length > 0) return { why: [...new Set(problems)].join('; ') };
  const { operationName } = body;
  const named =
    typeof operationName === 'string' ? operationName : /query\s+(\w+)/.exec(query)?.[1];
  // A query without a name is named after its first field.
  const name = /^\w+$/.test(named ?? '') ? named : /\{\s*(\w+)/.exec(query)?.[1];
  return {
    // A word in braces without spaces would be read as a binding, so `{mine}` becomes `{ mine }`.
    json: {
      query: query.replace(/\{(\w+)\}/g, '{ $1 }'),
      ...(typeof operationName === 'string' ? { operationName } : {}),
      variables: bound,
    },
    name: name ?? 'query',
  };
}

function parse(body: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Deepest nesting of variables that is read. */
const deepest = 50;

/** Puts bindings in place of ids. What keeps the query from being tried goes to `problems`. */
function bindAll(
  value: unknown,
  name: string,
  about: { ids: KnownIds; problems: string[] },
  depth = 0,
): unknown {
  const { ids, problems } = about;
  if (depth > deepest) {
    problems.push('its variables are nested too deeply');
    return null;
  }
  if (typeof value === 'string') {
    const known = ids.nameOf(value, [name]) ?? ids.guess(value, [name]);
    if (known === null) problems.push(`nobody knows what id its variable ${name} is`);
    return typeof known === 'string' ? `{${known}}` : value;
  }
  if (Array.isArray(value)) return value.map((one) => bindAll(one, name, about, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, bindAll(field, key, about, depth + 1)]),
  );
}
