import { anonymous } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { keyOf } from '../keys.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/**
 * Which numbers of texts change by themselves: uptimes, counts of requests. By surface and words: positions among the
 * text's numbers.
 */
export type ChangingNumbers = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Finds the numbers that differ between two answers to those who have not signed in, on the same side of the update. What
 * differs for an account may follow its own doings, or its session.
 */
export function findChangingNumbers(attempts: readonly ResolvedAttempt[]): ChangingNumbers {
  const first = new Map<string, readonly string[]>();
  const changing = new Map<string, Set<number>>();
  for (const { attempt, state, actingAs } of attempts) {
    const { surface, phase, text, changed } = attempt;
    if (text === undefined || changed !== undefined) continue;
    if (state !== 'none' || actingAs !== anonymous) continue;
    const { words, numbers } = text;
    const key = keyOf(surface, phase, words);
    const known = first.get(key) ?? numbers;
    first.set(key, known);
    const places = changing.get(keyOf(surface, words)) ?? new Set();
    changing.set(keyOf(surface, words), places);
    numbers.forEach((number, at) => {
      if (number !== known[at]) places.add(at);
    });
  }
  return changing;
}

/** A key that is the same for texts that differ in times and changing numbers alone; null where only the whole is known. */
export function textKey(changing: ChangingNumbers, { surface, text }: Attempt): string | null {
  if (text === undefined) return null;
  const { words, numbers } = text;
  const places = changing.get(keyOf(surface, words));
  return keyOf('text', words, ...numbers.map((number, at) => (places?.has(at) ? null : number)));
}
