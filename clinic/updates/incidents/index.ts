import type { Update } from '../update.ts';
import { babylon2020 } from './babylon-2020.ts';
import { eufy2021 } from './eufy-2021.ts';
import { facebook2018 } from './facebook-2018.ts';
import { mayo2019 } from './mayo-2019.ts';
import { tsb2018 } from './tsb-2018.ts';
import { zocdoc2020 } from './zocdoc-2020.ts';

/** What really happened, to others. */
export const incidents: readonly Update[] = [
  babylon2020,
  mayo2019,
  zocdoc2020,
  tsb2018,
  eufy2021,
  facebook2018,
];
