import type { Attempt } from '../../domain/attempt.ts';
import type { Fact } from '../../domain/fact.ts';

/** Appends to the worker's history. */
export type Recorder = {
  recordFact(fact: Fact): void;
  recordAttempt(attempt: Attempt): void;
  /** Gives a new attempt its id. */
  nextAttempt(): string;
  /** The deployment's release as last read; each attempt is recorded with it. */
  release: string | null;
};
