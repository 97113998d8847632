import type { Attempt } from './attempt.ts';
import type { FactOf } from './fact.ts';
import type { Violation } from './verdict.ts';

/** A violation with its evidence: what was folded into it, and the sequence that shows it again. */
export type Case = {
  violation: Violation;
  /** The attempts that showed it, in the order in which they were made. */
  attempts: readonly Attempt[];
  /** The shortest sequence that showed it; null where nobody looked for one. */
  reproduction: FactOf<'reproduction'> | null;
};
