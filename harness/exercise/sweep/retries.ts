import type { Attempt } from '../../domain/attempts/attempt.ts';
import { asksToWait } from '../http/pace.ts';

/** How often an unclear attempt is repeated. */
export const mostRetries = 3;

/** Keeps what became of unclear attempts that were repeated, so that no time goes into what never helps. */
export type Retries = {
  /** Whether repeating an attempt may make it clear. */
  mayHelp(attempt: Attempt): boolean;
  /** Takes note of what the repetition of an attempt came to. */
  note(attempt: Attempt, again: Attempt): void;
};

/**
 * Repeating helps no more where the same answer came again, at the same surface in the same way, as often as one request is
 * repeated, and never another one. What may pass by itself (no answer, an error of the server) is repeated each time.
 */
export function createRetries(): Retries {
  const kinds = new Map<string, { same: number; others: number }>();
  const countsOf = (key: string) => {
    const counts = kinds.get(key) ?? { same: 0, others: 0 };
    kinds.set(key, counts);
    return counts;
  };
  return {
    mayHelp(attempt) {
      if (mayPass(attempt.status)) return true;
      const { same, others } = countsOf(kindOf(attempt));
      return others > 0 || same < mostRetries;
    },
    note(attempt, again) {
      const counts = countsOf(kindOf(attempt));
      if (kindOf(again) === kindOf(attempt)) counts.same += 1;
      else counts.others += 1;
    },
  };
}

/** Whether an answer may be another one a moment later: no answer, an error of the server, or a plea for patience. */
export function mayPass(status: number | null): boolean {
  return status === null || status >= 500 || asksToWait(status);
}

function kindOf({ surface, variant, outcome, status, why }: Attempt): string {
  return JSON.stringify([surface, variant, outcome, status, why]);
}
