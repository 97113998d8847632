import type { Update } from '../update.ts';

/** Signing in and out. */
export const sessions: readonly Update[] = [];
