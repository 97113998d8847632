import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { LeavingOut } from './left-out.ts';

/** The role of a worker that appends to its history. */
export type Recorder = LeavingOut & {
  recordFact(fact: Fact): void;
  recordAttempt(attempt: Attempt): void;
  /** Returns the id for a new attempt. */
  nextAttempt(): string;
  /** The deployment's release as last read; each attempt is recorded with it. */
  release: string | null;
  /** How many shapes of answers the history holds, by kind of answer (`keepShape`). */
  shapesKept: Map<string, number>;
};
