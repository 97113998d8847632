import { enumerate } from '../words/counting.ts';

/** Words one after the other; of very many the first. */
export function listed(words: readonly string[]): string {
  return enumerate(words, 12);
}
