import type { AccountId } from '../../../domain/accounts/account.ts';
import { keyOf } from '../keys.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** By which the same copy of media is known again at a surface: all its ranges. */
export function copyKey({ attempt, surface }: ResolvedAttempt): string {
  return keyOf(surface.id, ...attempt.digests.toSorted());
}

/** By which copies of one thing at one surface belong together; at a fixed address, of one owner. */
export function mediaKey({ surface, owner, thing }: ResolvedAttempt): string {
  return keyOf(surface.id, owner, thing);
}

/** Copies that several owners were served, by `copyKey`. */
export function sharedCopies(copies: readonly ResolvedAttempt[]): ReadonlySet<string> {
  const owners = new Map<string, Set<AccountId | null>>();
  for (const copy of copies) {
    if (copy.attempt.digests.length === 0) continue;
    const key = copyKey(copy);
    owners.set(key, (owners.get(key) ?? new Set()).add(copy.owner));
  }
  const shared = [...owners].filter(([, holders]) => holders.size > 1);
  return new Set(shared.map(([key]) => key));
}
