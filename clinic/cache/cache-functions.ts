import type { ClinicFunctions } from '../clinic-functions.ts';
import { cacheControlOf } from './cache-control.ts';
import type { CacheAnswer, CacheRequest } from './cached.ts';

type CacheFunctions = Pick<
  ClinicFunctions,
  'cacheKey' | 'mayCache' | 'cacheLife' | 'cacheVaryingBy'
>;

/** What allows a shared cache to keep the answer to a request with credentials (RFC 9111, 3.5). */
const allowing = ['public', 's-maxage', 'must-revalidate'];

/** The rules of a shared cache, as RFC 9111 has them. What is somebody's says `private` and is never kept. */
export function cacheFunctions(): CacheFunctions {
  return {
    cacheKey: ({ path }) => path,
    mayCache,
    cacheLife,
    cacheVaryingBy: (_request, { headers }) =>
      (headers.get('vary') ?? '')
        .toLowerCase()
        .split(',')
        .flatMap((name) => name.trim() || []),
  };
}

function mayCache(request: CacheRequest, { status, headers }: CacheAnswer): boolean {
  const control = cacheControlOf(headers);
  if (status !== 200 || headers.has('set-cookie') || headers.get('vary') === '*') return false;
  if (control.has('no-store') || control.has('private')) return false;
  if (cacheControlOf(request.headers).has('no-store')) return false;
  if (request.headers.has('authorization') && !allowing.some((name) => control.has(name)))
    return false;
  return cacheLife(request, { status, headers }) > 0 || headers.has('etag');
}

function cacheLife(_request: CacheRequest, { headers }: CacheAnswer): number {
  const control = cacheControlOf(headers);
  if (control.has('no-cache')) return 0;
  return Number(control.get('s-maxage') ?? control.get('max-age') ?? 0) * 1000 || 0;
}
