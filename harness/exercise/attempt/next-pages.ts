import type { AccountId } from '../../domain/account.ts';
import type { Pages } from '../rows/take-pages.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';

/** Addresses of the second pages of accounts' own lists, by surface and account. They may hold a cursor. */
export type NextPages = { nextPages: Map<string, Map<AccountId, URL>> };

/** Keeps the address of the second page of an account's own list. */
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
