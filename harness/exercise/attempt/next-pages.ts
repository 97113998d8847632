import type { AccountId } from '../../domain/account.ts';
import type { Pages } from '../rows/take-pages.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';

/** Addresses of second pages that accounts were led to in their own lists, by surface: a cursor may stand in them. */
export type NextPages = { nextPages: Map<string, Map<AccountId, URL>> };

/** Remembers where an account's own list went on. */
export function noteNextPage(
  { nextPages }: NextPages,
  { session, surface, thing, change }: AttemptRequest,
  { pages }: Pages<unknown>,
): void {
  const next = pages[1]?.delivered.url;
  if (next === undefined || thing !== null || session?.state !== 'open' || change !== undefined)
    return;
  const ofSurface = nextPages.get(surface.id) ?? new Map<AccountId, URL>();
  nextPages.set(surface.id, ofSurface.set(session.account.id, next));
}
