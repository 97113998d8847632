import type { Update } from '../update.ts';
import { appPosters } from './app-posters.ts';
import { calendarsByPractice } from './calendars-by-practice.ts';
import { endlessLinks } from './endless-links.ts';
import { exportsByAddress } from './exports-by-address.ts';
import { linksForAll } from './links-for-all.ts';
import { linksOutliveSignOut } from './links-outlive-sign-out.ts';
import { newestLink } from './newest-link.ts';
import { openKeys } from './open-keys.ts';
import { quickPrint } from './quick-print.ts';
import { segmentsByCdn } from './segments-by-cdn.ts';
import { slicesByCdn } from './slices-by-cdn.ts';
import { streamsAfterRemoval } from './streams-after-removal.ts';
import { transcriptsAnew } from './transcripts-anew.ts';

/** Parts of a thing that are guarded less than it is. */
export const parts: readonly Update[] = [
  appPosters,
  endlessLinks,
  exportsByAddress,
  linksForAll,
  linksOutliveSignOut,
  newestLink,
  openKeys,
  quickPrint,
  segmentsByCdn,
  streamsAfterRemoval,
  transcriptsAnew,
  slicesByCdn,
  calendarsByPractice,
];
