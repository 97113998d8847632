import type { AccountId } from '../../../domain/accounts/account.ts';
import type { PageRequest, Pages } from '../../rows/take-pages.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';

export type NextPages = {
  /** Requests for the second pages of accounts' own lists, by surface and account. They may hold a cursor. */
  nextPages: Map<string, Map<AccountId, PageRequest>>;
  /** Ids of the surfaces of which an answer has said where the next page is. */
  tellingNext: Set<string>;
};

/** Keeps the request for the second page of an account's own list, and whether the list says where it is. */
export function noteNextPage(
  { nextPages, tellingNext }: NextPages,
  { session, surface, thing, change }: AttemptRequest,
  { pages, tellsNext }: Pages<unknown>,
): void {
  if (tellsNext) tellingNext.add(surface.id);
  const [, next] = pages;
  if (next === undefined || thing !== null || session?.state !== 'open' || change !== undefined)
    return;
  const ofSurface = nextPages.get(surface.id) ?? new Map<AccountId, PageRequest>();
  const request = { url: next.delivered.url, json: next.asked };
  nextPages.set(surface.id, ofSurface.set(session.account.id, request));
}
