import type { Attempt } from '../attempt.ts';
import type { Fact } from '../fact.ts';

/** First record of a worker's file. */
export type Opened = { type: 'opened'; worker: string; part: string; at: number };
/**
 * Last record of a worker's file, with how many records the file holds (itself and `opened` among them).
 * A file without it was cut short: inconclusive.
 */
export type Closed = { type: 'closed'; worker: string; at: number; records: number };

/** One line of a history file. */
export type HistoryRecord = Opened | Closed | Fact | Attempt;
