import type { Tried } from './tried.ts';

/** More repetitions of one attempt than this are not followed. */
const longestChain = 100;

/**
 * Ids of unclear attempts of which a repetition came out clearly. It excuses the lack of an answer only:
 * what an attempt has shown stays shown.
 */
export function resolvedRetries(tried: readonly Tried[]): ReadonlySet<string> {
  const byId = new Map(tried.map(({ attempt }) => [attempt.id, attempt]));
  const resolved = new Set<string>();
  for (const { attempt } of tried) {
    if (attempt.outcome === 'unclear') continue;
    let repeated = attempt.retryOf;
    for (let step = 0; repeated !== undefined && step < longestChain; step += 1) {
      resolved.add(repeated);
      repeated = byId.get(repeated)?.retryOf;
    }
  }
  return resolved;
}
