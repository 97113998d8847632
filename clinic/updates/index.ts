import { caches } from './caches/index.ts';
import { concurrency } from './concurrency/index.ts';
import { ids } from './ids/index.ts';
import { incidents } from './incidents/index.ts';
import { lists } from './lists/index.ts';
import { live } from './live/index.ts';
import { parts } from './parts/index.ts';
import { sessions } from './sessions/index.ts';
import { sharing } from './sharing/index.ts';
import { writes } from './writes/index.ts';
import { switchToVideo } from './switch-to-video.ts';
import type { Update } from './update.ts';

export type { Update } from './update.ts';

/** What leaks, by kind. */
export const updatesByKind: Readonly<Record<string, readonly Update[]>> = {
  incidents,
  ids,
  lists,
  parts,
  caches,
  sessions,
  concurrency,
  live,
  writes,
  sharing,
};

/** All updates that the clinic can be taken through: the feature done right, then what leaks, by kind. */
export const updates: readonly Update[] = [switchToVideo, ...Object.values(updatesByKind).flat()];

/** The update with this id, which is also its file's name. */
export function findUpdate(id: string): Update | undefined {
  return updates.find((update) => update.id === id);
}
