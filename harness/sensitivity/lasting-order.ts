import type { Sample } from '../exercise/attempt/samples.ts';
import { wordsInOrder } from './words-of.ts';

/**
 * The words that two answers to one owner have in common, in their order, as one text. Null: each answer has an order of its
 * own, which says nothing of the owner.
 */
export function lastingOrder(first: Sample, second: Sample): string | null {
  const [one, other] = [first, second].map(wordsIn);
  if (one === undefined || other === undefined) return null;
  const [mine, theirs] = [new Set(one), new Set(other)];
  const order = one.filter((found) => theirs.has(found)).join(' ');
  return order === other.filter((found) => mine.has(found)).join(' ') ? order : null;
}

function wordsIn({ answers }: Sample): string[] {
  return answers.flatMap(({ body }) => wordsInOrder(body.toString('utf8')));
}
