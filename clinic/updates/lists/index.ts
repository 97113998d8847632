import type { Update } from '../update.ts';
import { cursorOfAnother } from './cursor-of-another.ts';
import { filterDropped } from './filter-dropped.ts';
import { fromPageTwo } from './from-page-two.ts';
import { largePages } from './large-pages.ts';
import { namedPatient } from './named-patient.ts';
import { oneInTwelve } from './one-in-twelve.ts';

/** Lists, counts and searches that show more than one’s own. */
export const lists: readonly Update[] = [
  filterDropped,
  fromPageTwo,
  cursorOfAnother,
  largePages,
  namedPatient,
  oneInTwelve,
];
