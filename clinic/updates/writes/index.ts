import type { Update } from '../update.ts';

/** What others can change, and what goes out. */
export const writes: readonly Update[] = [];
