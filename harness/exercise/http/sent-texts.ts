import type { RequestOptions } from '../../deployment/http.ts';
import { isObject } from '../state/is-object.ts';

/** Most texts of one request that are looked for, and most levels of its JSON. */
const [most, deepest] = [500, 12];

/**
 * The texts that a request sends: values of its query, headers and body, whatever it was written as. A refusal may
 * repeat them, and among them are passwords.
 */
export function sentTexts(
  url: URL,
  { headers, json, form, parts, body }: RequestOptions,
): string[] {
  const inHeaders = Object.values(headers ?? {}).flatMap((value) => [value, ...value.split(' ')]);
  const given = [json, form, parts, typeof body === 'string' ? parsed(body) : body];
  return [...url.searchParams.values(), ...inHeaders, ...given.flatMap((one) => leaves(one))].slice(
    0,
    most,
  );
}

function leaves(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (depth > deepest || value instanceof Uint8Array) return [];
  if (value instanceof FormData || value instanceof URLSearchParams)
    return leaves([...value.values()], depth + 1);
  if (Array.isArray(value)) return value.slice(0, most).flatMap((one) => leaves(one, depth + 1));
  if (!isObject(value)) return [];
  return leaves(Object.values(value), depth + 1);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return [body, ...new URLSearchParams(body).values()];
  }
}
