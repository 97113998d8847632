import type { Phase } from '../../domain/phase.ts';
import type { SessionState } from '../../domain/attempt.ts';
import type { Ids } from '../../domain/thing.ts';
import type { AccountView, ThingView } from '../../deployment/views.ts';
import type { Http } from '../../deployment/http.ts';

/** An account that a worker holds. */
export type Account = AccountView & {
  number: number;
  hasSecondFactor: boolean;
  /** Of a pool: the earlier runs that had it, and its number in them. Default: it was made by this run. */
  formerly?: readonly { run: number; number: number }[];
};

/** A session of an account's, with its own cookie jar and headers. */
export type Session = {
  /** `a17.s1`; written to the history in place of any credential. */
  id: string;
  account: Account;
  state: SessionState;
  phase: Phase;
  /** For the definition's functions: carries the session's cookies and headers. */
  http: Http;
};

/** A thing that a worker created. */
export type Thing = Omit<ThingView, 'owner'> & { owner: Account };

/** A thing that its owner let another account see. */
export type Share = {
  thing: Thing;
  to: Account;
  /** What `sharing.end` needs beside the thing's. */
  ids: Ids;
  /** When it ends by itself, in milliseconds since the epoch by the deployment's clock; null: never. */
  until: number | null;
  /** It was ended before its time. */
  ended: boolean;
};
