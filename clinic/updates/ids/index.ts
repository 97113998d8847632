import type { Update } from '../update.ts';

/** Things that are reached by an id of another’s. */
export const ids: readonly Update[] = [];
