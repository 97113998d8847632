import type { Update } from '../update.ts';
import { babylon2020 } from './babylon-2020.ts';
import { chatgpt2023 } from './chatgpt-2023.ts';
import { eufy2021 } from './eufy-2021.ts';
import { facebook2018 } from './facebook-2018.ts';
import { github2021 } from './github-2021.ts';
import { klarna2021 } from './klarna-2021.ts';
import { mayo2019 } from './mayo-2019.ts';
import { steam2015 } from './steam-2015.ts';
import { takeout2019 } from './takeout-2019.ts';
import { tmobile2023 } from './tmobile-2023.ts';
import { tsb2018 } from './tsb-2018.ts';
import { wyze2024 } from './wyze-2024.ts';
import { xiaomi2020 } from './xiaomi-2020.ts';
import { zocdoc2020 } from './zocdoc-2020.ts';

/** What really happened, to others. */
export const incidents: readonly Update[] = [
  babylon2020,
  tmobile2023,
  klarna2021,
  steam2015,
  eufy2021,
  takeout2019,
  mayo2019,
  zocdoc2020,
  tsb2018,
  facebook2018,
  chatgpt2023,
  github2021,
  wyze2024,
  xiaomi2020,
];
