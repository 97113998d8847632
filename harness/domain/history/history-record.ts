import type { Attempt } from '../attempts/attempt.ts';
import type { Fact } from '../ledger/fact.ts';

/** First record of a worker's file. */
export type Opened = {
  type: 'opened';
  worker: string;
  part: string;
  at: number;
  /** Digest of the run's plan; see `planDigest`. Absent in histories of earlier versions. */
  plan?: string;
};
/**
 * Last record of a worker's file, with how many records the file holds (itself and `opened` among them).
 * A file without it was cut short: inconclusive.
 */
export type Closed = {
  type: 'closed';
  worker: string;
  at: number;
  records: number;
  /** SHA-256 of all bytes of the file before this record, in hex. Absent in histories of earlier versions. */
  digest?: string;
  /** Authenticates the fields above with a key of the run's; see `sealOf`. Absent where `digest` is. */
  seal?: string;
};

/** One line of a history file. */
export type HistoryRecord = Opened | Closed | Fact | Attempt;
