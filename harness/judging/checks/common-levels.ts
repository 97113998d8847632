import type { AccountId, Cohort } from '../../domain/account.ts';

/** The factor levels of each account; an account without any has none. */
export type Kinds = ReadonlyMap<AccountId, Cohort>;

/**
 * Factor levels that all of `those` have, where that is unlikely (at most `chance`) if they were drawn from `among`: of
 * few accounts some level is always the same, and a level that everybody has tells nothing.
 */
export function commonLevels(
  those: readonly AccountId[],
  among: readonly AccountId[],
  kinds: Kinds,
  chance: number,
): Cohort {
  const [first, ...rest] = those;
  const levels = Object.entries(kinds.get(first ?? '') ?? {});
  return Object.fromEntries(
    levels.filter(([factor, level]) => {
      const has = (account: AccountId) => kinds.get(account)?.[factor] === level;
      if (!rest.every(has)) return false;
      const share = among.filter(has).length / among.length;
      return share < 1 && share ** those.length <= chance;
    }),
  );
}
