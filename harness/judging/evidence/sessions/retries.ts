import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** More repetitions of one attempt than this are not followed. */
const longestChain = 100;

/**
 * Ids of unclear attempts of which a repetition came out clearly. It excuses the lack of an answer only:
 * what an attempt has shown stays shown.
 */
export function clearedByRetry(attempts: readonly ResolvedAttempt[]): ReadonlySet<string> {
  const repetitions = attempts.filter(({ attempt }) => attempt.retryOf !== undefined);
  const repeats = new Map(repetitions.map(({ attempt }) => [attempt.id, attempt.retryOf]));
  const cleared = new Set<string>();
  for (const { attempt } of repetitions) {
    if (attempt.outcome === 'unclear') continue;
    let repeated = attempt.retryOf;
    for (let step = 0; repeated !== undefined && step < longestChain; step += 1) {
      cleared.add(repeated);
      repeated = repeats.get(repeated);
    }
  }
  return cleared;
}
