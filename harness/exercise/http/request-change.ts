import { estimateBits } from '../../canaries/estimate-bits.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import type { ChangedRequest } from '../../domain/attempts/attempt.ts';
import type { Outgoing } from './exchange.ts';
import { isObject } from '../state/is-object.ts';
import { lowerCased } from '../state/lower-cased.ts';

/** Applies a change to a request. The request stays on its host, and loses its body if the method changes. */
export function changeRequest(outgoing: Outgoing, change: RequestChange | undefined): Outgoing {
  if (change === undefined) return outgoing;
  const { method = outgoing.method, path, query = {}, headers, json, inQuery = false } = change;
  const url = new URL(outgoing.url);
  if (path !== undefined) url.pathname = path(url.pathname);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { body, ...bodiless } = outgoing;
  const made: unknown =
    json === undefined || typeof body !== 'string' ? undefined : json(JSON.parse(body));
  if (inQuery && isObject(made)) {
    for (const [name, value] of Object.entries(made))
      url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const keepsBody = body !== undefined && method === outgoing.method && !inQuery;
  const sent = made === undefined ? body : JSON.stringify(made);
  return {
    ...bodiless,
    ...(keepsBody ? { body: sent } : {}),
    method,
    url,
    headers: { ...outgoing.headers, ...lowerCased(headers) },
  };
}

/** Estimated entropy, in bits, from which the value of a header may be a secret and is not recorded. */
const secretBits = 40;

/** The record of a changed request from which it can be repeated. `path` is null where repeating it needs a secret. */
export function describeChange(
  { method, url, body }: Outgoing,
  change: RequestChange,
): ChangedRequest {
  const { headers, hidesQuery, path, sameResource = path === undefined, ids, json } = change;
  const added = Object.entries(lowerCased(headers));
  const told = added.filter(([, value]) => estimateBits(value) < secretBits);
  const isTold = hidesQuery !== true && told.length === added.length;
  return {
    method,
    path: isTold ? url.pathname + url.search : null,
    elsewhere: !sameResource || ids !== undefined,
    ...(changesOnlyIds(change) ? { idsOnly: true } : {}),
    headers: Object.fromEntries(hidesQuery === true ? [] : told),
    ...(isTold && json !== undefined && typeof body === 'string' ? { body } : {}),
  };
}

/** Whether a change leaves the request well-formed: only ids of the run are put in place of others. */
export function changesOnlyIds({ method, path, query, headers, json }: RequestChange): boolean {
  return [method, path, query, headers, json].every((part) => part === undefined);
}
