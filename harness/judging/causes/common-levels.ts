import { hasFactors } from '../../domain/accounts/account.ts';
import type { AccountId, Cohort } from '../../domain/accounts/account.ts';

/** The factor levels of each account; an account without any has none. */
export type Kinds = ReadonlyMap<AccountId, Cohort>;

/**
 * Factor levels that all of `those` have, where that is unlikely (at most `chance`) if they were drawn from `among`: of
 * few accounts some level is always the same, and a level that everybody has tells nothing.
 * @param among `those` and everybody else who could have been among them
 */
export function commonLevels(
  those: ReadonlySet<AccountId>,
  among: ReadonlySet<AccountId>,
  kinds: Kinds,
  chance: number,
): Cohort {
  const hasAny = (account: AccountId) => hasFactors(kinds.get(account));
  const alike = [...those].filter(hasAny);
  const all = [...among].filter(hasAny);
  const [first, ...rest] = alike;
  const levels = Object.entries(kinds.get(first ?? '') ?? {});
  return Object.fromEntries(
    levels.filter(([factor, level]) => {
      const has = (account: AccountId) => kinds.get(account)?.[factor] === level;
      if (!rest.every(has)) return false;
      const possible = all.filter(has).length;
      return possible < all.length && chanceOf(alike.length, possible, all.length) <= chance;
    }),
  );
}

/** How likely all of so many, drawn without putting any back, are of those `alike` among `all`. */
function chanceOf(drawn: number, alike: number, all: number): number {
  let chance = 1;
  for (let index = 0; index < drawn; index += 1) chance *= (alike - index) / (all - index);
  return chance;
}
