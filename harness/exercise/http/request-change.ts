import type { RequestChange } from '../../deployment/probe.ts';
import type { ChangedRequest } from '../../domain/attempt.ts';
import type { Outgoing } from './exchange.ts';
import { lowerCased } from '../state/lower-cased.ts';

/** The request with the change made to it. It stays on its host. */
export function changeRequest(outgoing: Outgoing, change: RequestChange | undefined): Outgoing {
  if (change === undefined) return outgoing;
  const { method = outgoing.method, path, query = {}, headers } = change;
  const url = new URL(outgoing.url);
  if (path !== undefined) url.pathname = path(url.pathname);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { body, ...bodiless } = outgoing;
  const keepsBody = body !== undefined && method === outgoing.method;
  return {
    ...bodiless,
    ...(keepsBody ? { body } : {}),
    method,
    url,
    headers: { ...outgoing.headers, ...lowerCased(headers) },
  };
}

/** What is recorded of a changed request, so that it can be made again. */
export function describeChange(
  { method, url }: Outgoing,
  { headers, hidesQuery, path, ids }: RequestChange,
): ChangedRequest {
  return {
    method,
    path: hidesQuery === true ? null : url.pathname + url.search,
    elsewhere: path !== undefined || ids !== undefined,
    headers: lowerCased(headers),
  };
}
