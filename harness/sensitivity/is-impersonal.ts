import { lastingOrder } from './lasting-order.ts';
import type { Sample, SurfaceSamples } from '../exercise/attempt/samples.ts';

/** Owners who must have been answered alike. */
const fewest = 3;
const word = /[\p{L}\p{N}_.@+-]+/gu;

/**
 * Whether a surface carries nothing of anybody: at least three owners were answered alike, but for what changes between
 * two answers to one of them.
 */
export function isImpersonal({ own }: SurfaceSamples): boolean {
  const twice = [...own.values()].filter((samples) => samples.length > 1);
  if (twice.length < fewest) return false;
  const lasting = twice.map(([first, second]) => wordsOf(first).intersection(wordsOf(second)));
  const [some] = lasting;
  // The same words in another order (`"asthma": true, "diabetes": false`) are another answer.
  const orders = twice.flatMap(([first, second]) =>
    first === undefined || second === undefined ? [] : (lastingOrder(first, second) ?? []),
  );
  return (
    some !== undefined &&
    new Set(orders).size < 2 &&
    lasting.every((words) => words.size === some.size && words.isSubsetOf(some))
  );
}

/** The words of an answer, and each binary body as one. */
function wordsOf(sample: Sample | undefined): Set<string> {
  const words = new Set<string>();
  for (const { body } of sample?.answers ?? []) {
    const text = body.toString('utf8');
    if (text.includes('\ufffd')) words.add(body.toString('base64'));
    else for (const [found] of text.matchAll(word)) words.add(found);
  }
  return words;
}
