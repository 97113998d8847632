import type { Update } from '../update.ts';

/** Parts of a thing that are guarded less than it is. */
export const parts: readonly Update[] = [];
