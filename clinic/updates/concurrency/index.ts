import type { Update } from '../update.ts';

/** What happens at the same time. */
export const concurrency: readonly Update[] = [];
