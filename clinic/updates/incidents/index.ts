import type { Update } from '../update.ts';
import { babylon2020 } from './babylon-2020.ts';
import { eufy2021 } from './eufy-2021.ts';
import { klarna2021 } from './klarna-2021.ts';
import { steam2015 } from './steam-2015.ts';
import { tmobile2023 } from './tmobile-2023.ts';

/** What really happened, to others. */
export const incidents: readonly Update[] = [
  babylon2020,
  tmobile2023,
  klarna2021,
  steam2015,
  eufy2021,
];
