import type { Update } from '../update.ts';

/** What is shared, with whom and until when. */
export const sharing: readonly Update[] = [];
