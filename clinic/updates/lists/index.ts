import type { Update } from '../update.ts';
import { calendarOfTheClinician } from './calendar-of-the-clinician.ts';
import { tableByClinician } from './table-by-clinician.ts';

/** Lists, counts and searches that show more than one’s own. */
export const lists: readonly Update[] = [calendarOfTheClinician, tableByClinician];
