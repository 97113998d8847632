import type { CacheAnswer, CacheRequest } from '../../cache/cached.ts';
import type { ClinicFunctions } from '../../clinic-functions.ts';
import { sessionToken } from '../../http/session-token.ts';
import type { Viewer } from '../../sign-in/account.ts';

/** Where everybody finds their own, at the same address. */
const ownViews = ['/api/me', '/api/consultations', '/api/replays', '/replays', '/bookings'];

export function pathOf({ path }: CacheRequest): string {
  return path.split('?', 1)[0] ?? path;
}

/** Whether the address shows everybody something else: their own. */
export function isOwnView(request: CacheRequest): boolean {
  return ownViews.includes(pathOf(request));
}

/** Whose session the request has. Null: nobody's, or one that has ended. */
export async function viewerOf(
  { findViewer }: ClinicFunctions,
  { headers }: CacheRequest,
): Promise<Viewer | null> {
  const token = sessionToken(headers);
  return token === undefined ? null : await findViewer(token);
}

/**
 * Cache functions of a configuration that was put before the right one: for the requests that it takes, it overrules
 * what answers say of themselves, and keeps all that is 200 for some seconds.
 * @param takes whether a request is its
 * @param keyOf the name that it keeps the answer under
 */
export function keeping(
  base: ClinicFunctions,
  {
    takes,
    keyOf = ({ path }) => path,
    seconds,
  }: {
    takes: (request: CacheRequest) => boolean | Promise<boolean>;
    keyOf?: (request: CacheRequest) => string;
    seconds: number;
  },
): Pick<ClinicFunctions, 'cacheKey' | 'mayCache' | 'cacheLife' | 'cacheVaryingBy'> {
  const taken = new WeakSet<CacheRequest>();
  return {
    async cacheKey(request) {
      if (!(await takes(request))) return base.cacheKey(request);
      taken.add(request);
      return `kept ${keyOf(request)}`;
    },
    mayCache: (request, answer) =>
      taken.has(request) ? isShown(answer) : base.mayCache(request, answer),
    cacheLife: (request, answer) =>
      taken.has(request) ? seconds * 1000 : base.cacheLife(request, answer),
    cacheVaryingBy: (request, answer) =>
      taken.has(request) ? [] : base.cacheVaryingBy(request, answer),
  };
}

function isShown({ status }: CacheAnswer): boolean {
  return status === 200;
}
