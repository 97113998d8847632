import type { Update } from '../update.ts';
import { badgeOfAll } from './badge-of-all.ts';
import { everyHundredth } from './every-hundredth.ts';
import { searchWithoutOwner } from './search-without-owner.ts';
import { suggestionsOfOthers } from './suggestions-of-others.ts';
import { totalOfThePractice } from './total-of-the-practice.ts';
import { whileItRebuilds } from './while-it-rebuilds.ts';

/** Lists, counts and searches that show more than one’s own. */
export const lists: readonly Update[] = [
  badgeOfAll,
  totalOfThePractice,
  suggestionsOfOthers,
  searchWithoutOwner,
  whileItRebuilds,
  everyHundredth,
];
