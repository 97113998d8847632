import type { Update } from '../update.ts';
import { babylon2020 } from './babylon-2020.ts';
import { takeout2019 } from './takeout-2019.ts';

/** What really happened, to others. */
export const incidents: readonly Update[] = [babylon2020, takeout2019];
