import type { Attempt } from './attempt.ts';
import type { Fact } from './fact.ts';

/** First record of a worker's file. */
export type Opened = { type: 'opened'; worker: string; part: string; at: number };
/**
 * Last record of a worker's file, with how many records the file holds before it (`opened` among them).
 * A file without it was cut short: inconclusive.
 */
export type Closed = { type: 'closed'; worker: string; at: number; records: number };

/** One line of a history file. */
export type HistoryRecord = Opened | Closed | Fact | Attempt;

/** All that a run's workers recorded, with what is wrong with the record itself. */
export type History = {
  facts: readonly Fact[];
  attempts: readonly Attempt[];
  /** Missing or unclosed files, lines that do not parse, in words: each makes the run inconclusive. */
  defects: readonly string[];
};
