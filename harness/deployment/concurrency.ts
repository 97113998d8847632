import type { Definition } from './definition.ts';

/** Requests under way at once where the definition says nothing. */
export const defaultConcurrency = 16;

/** Requests that one worker may have under way at once. */
export function concurrencyOf({ concurrency }: Pick<Definition, 'concurrency'>): number {
  return concurrency ?? defaultConcurrency;
}
