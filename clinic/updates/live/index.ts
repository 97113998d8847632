import type { Update } from '../update.ts';

/** What is told as it happens. */
export const live: readonly Update[] = [];
