import { bindHeader, bindPath } from '../../deployment/surfaces/bind-path.ts';
import { rangeOf } from '../../domain/surfaces/range-variants.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { codings } from './decoder.ts';
import type { Outgoing } from './exchange.ts';
import type { Variant } from '../state/attempt-request.ts';
import { isObject } from '../state/is-object.ts';
import { lowerCased } from '../state/lower-cased.ts';

const accepts = {
  list: 'application/json, text/html;q=0.9, */*;q=0.8',
  read: 'application/json, text/html;q=0.9, */*;q=0.8',
  stream: '*/*',
  figure: 'application/json, */*;q=0.8',
} as const;

/**
 * Builds the request of an attempt, without credentials. Throws when an id that the surface needs is missing, or cannot
 * stand where the surface needs it.
 */
export function requestFor(surface: Surface, ids: Ids, variant: Variant, base: URL): Outgoing {
  return requestTo(surface, new URL(bindPath(surface.path, ids), base), variant, ids);
}

/** As `requestFor`, for an address in which the ids stand already. */
export function requestTo(surface: Surface, url: URL, variant: Variant, ids: Ids): Outgoing {
  const range = rangeOf(variant);
  const request: Outgoing = {
    method: variant === 'head' ? 'HEAD' : surface.method,
    url,
    defaults: {
      accept: accepts[surface.gives],
      // Ranges count encoded bytes, and compressing media gains nothing.
      'accept-encoding': surface.gives === 'stream' ? 'identity' : codings,
    },
    headers: {
      ...mapped(lowerCased(surface.headers), (value) => bindHeader(value, ids)),
      ...(range === null ? {} : { range: `bytes=${range}` }),
    },
  };
  if (surface.form !== undefined) {
    request.headers['content-type'] = 'application/x-www-form-urlencoded';
    const fields = mapped(surface.form, (value) => String(bindJson(value, ids)));
    request.body = new URLSearchParams(fields).toString();
  }
  if (surface.json === undefined) return request;
  request.headers['content-type'] ??= 'application/json';
  request.body = JSON.stringify(bindJson(surface.json, ids));
  return request;
}

/** Names of the ids that a surface needs and that are missing. */
export function missingIds(surface: Pick<Surface, 'needs'>, ids: Ids): readonly string[] {
  return surface.needs.filter((name) => ids[name] === undefined);
}

/** Fills the bindings in all texts of a JSON body with ids; those of which there is no id stay. */
export function bindJson(value: unknown, ids: Ids): unknown {
  if (typeof value === 'string')
    return value.replace(/\{(\w+)\}/g, (all, name: string) => ids[name] ?? all);
  if (Array.isArray(value)) return value.map((element) => bindJson(element, ids));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, bindJson(field, ids)]),
  );
}

function mapped(
  fields: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
}
