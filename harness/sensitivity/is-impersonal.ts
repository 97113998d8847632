import type { SurfaceSamples } from '../exercise/attempt/samples.ts';
import { wordsOf } from './words-of.ts';

/** Owners who must have been answered alike. */
const fewest = 3;

/**
 * Whether a surface carries nothing of anybody: at least three owners were answered alike, but for what changes between
 * two answers to one of them.
 */
export function isImpersonal({ own }: SurfaceSamples): boolean {
  const twice = [...own.values()].filter((samples) => samples.length > 1);
  if (twice.length < fewest) return false;
  const lasting = twice.map((samples) => {
    const [first, second] = samples.map(({ answers }) => wordsOf(answers.map(({ body }) => body)));
    return first?.intersection(second ?? new Set()) ?? new Set();
  });
  const [some] = lasting;
  return (
    some !== undefined &&
    lasting.every((words) => words.size === some.size && words.isSubsetOf(some))
  );
}
