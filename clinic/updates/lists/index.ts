import type { Update } from '../update.ts';

/** Lists, counts and searches that show more than one’s own. */
export const lists: readonly Update[] = [];
