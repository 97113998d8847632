import type { AccountId } from '../../../domain/accounts/account.ts';

/**
 * The first of the items that is somebody else's, from those after one's own on: where all accounts choose in this way, each
 * of them is chosen. Always to choose the same one would tell nothing of whose it may be.
 */
export function ofTheNext<T>(
  items: readonly T[],
  own: AccountId | undefined,
  ownerOf: (item: T) => AccountId,
): T | undefined {
  const after = items.findLastIndex((item) => ownerOf(item) === own) + 1;
  return [...items.slice(after), ...items].find((item) => ownerOf(item) !== own);
}
