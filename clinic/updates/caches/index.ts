import type { Update } from '../update.ts';

/** What is kept in between, and given to others. */
export const caches: readonly Update[] = [];
