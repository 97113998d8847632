import type { Phase } from '../../domain/phase.ts';
import type { SessionState } from '../../domain/attempts/attempt.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { AccountView, ThingView } from '../../deployment/views.ts';
import type { Http } from '../../deployment/http.ts';

/** An account that a worker holds. */
export type Account = AccountView & {
  number: number;
  hasSecondFactor: boolean;
  /** For an account from a pool: the earlier runs that used it, and its number in each. Default: this run made it. */
  formerly?: readonly { run: number; number: number }[];
};

/** A signed-in session of an account, with its own cookie jar and headers. */
export type Session = {
  /** Such as `a17.s1`. The history holds this id and never a credential. */
  id: string;
  account: Account;
  state: SessionState;
  /** Until when a signed-out session may live on by design, in milliseconds since the epoch. Default: it has ended. */
  livesUntil?: number;
  phase: Phase;
  /** The client that the definition's functions get; it sends the session's cookies and headers. */
  http: Http;
};

/** A cookie to send, and for which path. */
export type SentCookie = { name: string; value: string; path: string };

/** A thing that a worker created. */
export type Thing = Omit<ThingView, 'owner'> & {
  owner: Account;
  /** It serves to try others' writes on, and nothing else. Default: false. */
  contested?: true;
};

/** A thing that its owner let another account see. */
export type Share = {
  thing: Thing;
  to: Account;
  /** Ids that the share gave: `sharing.end` needs them beside the thing's, or the address at which it is shown. */
  ids: Ids;
  /** When the share expires, in milliseconds since the epoch by the deployment's clock; null: never. */
  until: number | null;
  /** The share was ended before it expired. */
  ended: boolean;
};
