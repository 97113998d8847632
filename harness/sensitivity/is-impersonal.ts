import { lastingOrder } from './lasting-order.ts';
import type { Sample, SurfaceSamples } from '../exercise/attempt/samples.ts';
import { wordsOf } from './words-of.ts';

/** Owners who must have been answered alike. */
const fewest = 3;

/**
 * Whether a surface carries nothing of anybody: at least three owners were answered alike, but for what changes between
 * two answers to one of them. Where nothing at all lasts, as of a picture that is written anew each time, that says nothing.
 */
export function isImpersonal({ own }: SurfaceSamples): boolean {
  const twice = [...own.values()].filter((samples) => samples.length > 1);
  if (twice.length < fewest) return false;
  const words = twice.map((samples) => samples.map(wordsIn));
  const lasting = words.map(([first = new Set(), second = new Set()]) =>
    first.intersection(second),
  );
  const [some] = lasting;
  const isEmpty = words.every(([first]) => first?.size === 0);
  // The same words in another order (`"asthma": true, "diabetes": false`) are another answer.
  const orders = twice.flatMap(([first, second]) =>
    first === undefined || second === undefined ? [] : (lastingOrder(first, second) ?? []),
  );
  return (
    some !== undefined &&
    (some.size > 0 || isEmpty) &&
    new Set(orders).size < 2 &&
    lasting.every((all) => all.size === some.size && all.isSubsetOf(some))
  );
}

function wordsIn({ answers }: Sample): Set<string> {
  return wordsOf(answers.map(({ body }) => body));
}
