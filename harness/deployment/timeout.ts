import type { Definition } from './definition.ts';

/** Milliseconds until an answer must be complete. Default: 30,000. */
export function timeoutOf({ timeout }: Pick<Definition, 'timeout'>): number {
  return timeout ?? 30_000;
}
