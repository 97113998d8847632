import type { Update } from '../update.ts';
import { anyPatient } from './any-patient.ts';
import { asATable } from './as-a-table.ts';
import { badgeOfAll } from './badge-of-all.ts';
import { calendarOfTheClinician } from './calendar-of-the-clinician.ts';
import { cursorOfAnother } from './cursor-of-another.ts';
import { everyHundredth } from './every-hundredth.ts';
import { filterDropped } from './filter-dropped.ts';
import { fromPageTwo } from './from-page-two.ts';
import { largePages } from './large-pages.ts';
import { namedPatient } from './named-patient.ts';
import { oneInTwelve } from './one-in-twelve.ts';
import { onlyNewAccounts } from './only-new-accounts.ts';
import { onlyOldAccounts } from './only-old-accounts.ts';
import { onlyWhenSorted } from './only-when-sorted.ts';
import { searchWithoutOwner } from './search-without-owner.ts';
import { suggestionsOfOthers } from './suggestions-of-others.ts';
import { tableByClinician } from './table-by-clinician.ts';
import { totalOfThePractice } from './total-of-the-practice.ts';
import { twoFilters } from './two-filters.ts';
import { whileItRebuilds } from './while-it-rebuilds.ts';

/** Lists, counts and searches that show more than one’s own. */
export const lists: readonly Update[] = [
  filterDropped,
  fromPageTwo,
  cursorOfAnother,
  largePages,
  namedPatient,
  anyPatient,
  onlyWhenSorted,
  twoFilters,
  oneInTwelve,
  badgeOfAll,
  totalOfThePractice,
  suggestionsOfOthers,
  searchWithoutOwner,
  whileItRebuilds,
  everyHundredth,
  onlyOldAccounts,
  onlyNewAccounts,
  calendarOfTheClinician,
  tableByClinician,
  asATable,
];
