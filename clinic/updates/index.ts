import { babylon2020 } from './babylon-2020.ts';
import { switchToVideo } from './switch-to-video.ts';
import type { Update } from './update.ts';

export type { Update } from './update.ts';

/** All updates that the clinic can be taken through. */
export const updates: readonly Update[] = [switchToVideo, babylon2020];

/** The update with this id, which is also its file's name. */
export function findUpdate(id: string): Update | undefined {
  return updates.find((update) => update.id === id);
}
