import type { Outcome } from '../domain/attempts/outcome.ts';
import type { Phase } from '../domain/phase.ts';
import type { Ids } from '../domain/ledger/thing.ts';
import type { SessionState } from '../domain/attempts/attempt.ts';
import type { AccountView, ThingView } from './views.ts';
import type { Http } from './http.ts';
import type { AskedSurface } from './surfaces/surface.ts';

/**
 * What a probe may at worst change for the accounts and probes after it, the least first. Something that it creates
 * only for itself and removes again counts as `data`. `sessions` come after `data`: changed data still belongs to its
 * owner, but an account whose session has ended may be unable to sign in again.
 */
export const disturbances = [
  'nothing',
  'caches',
  'connections',
  'data',
  'sessions',
  'the release',
] as const;

export type Disturbance = (typeof disturbances)[number];

/** Disturbances that leave data and sessions unchanged. */
export const harmless: readonly Disturbance[] = ['nothing', 'caches', 'connections'];

/** Changes to the surface's own request for an attempt. Every part that is left out stays unchanged. */
export type RequestChange = {
  /** Name of the change, such as `trailing-slash`. It is recorded as the attempt's variant. */
  name: string;
  /** Ids that replace those of the thing. They must belong to accounts or things of the run. */
  ids?: Ids;
  /** `POST` is allowed only if the definition allows `writes`, in a probe that disturbs data. */
  method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST';
  /** Returns the path to send, given the surface's own path. Both are percent-encoded and without the query. */
  path?: (path: string) => string;
  /**
   * The changed request still names the surface's own resource (a trailing slash), so that each row of an own list must be
   * the viewer's. If false, rows of nobody known are only a gap, because it may be another resource. Default: true unless
   * the path is changed.
   */
  sameResource?: boolean;
  /** Parameters to add to the query, or to replace in it. */
  query?: Readonly<Record<string, string>>;
  /**
   * If true, query, body and added headers are not recorded, because they hold a value of the deployment (a cursor, an
   * `ETag`). Default: false.
   */
  hidesQuery?: boolean;
  headers?: Readonly<Record<string, string>>;
  /** Returns the JSON body to send, given the surface's own, in which the ids stand. */
  json?: (body: unknown) => unknown;
  /** The fields of that body are sent in the query, and no body. Default: false. */
  inQuery?: boolean;
  /** Where the rows of the answer are, as in a surface. Default: where the surface says. */
  items?: AskedSurface['items'];
};

/** An account's session, open or ended. */
export type ProbeSession = { id: string; account: AccountView; state: SessionState; http: Http };

/** An attempt that a probe names: the session that asks, the surface, and the thing. */
export type ProbeAttempt = {
  /** Null: the request is made without a session. */
  session: ProbeSession | null;
  surface: AskedSurface;
  /** Whose ids it asks with; null: the viewer's own, at an address that needs no other. */
  thing: ThingView | null;
  /** Default: the surface's own request. */
  change?: RequestChange;
};

/** What a probe chooses its attempts from. Everything in it belongs to the run. */
export type ProbeContext = {
  phase: Phase;
  /** Seed for random choices. It differs from run to run, and stays the same when a run is repeated. */
  seed: number;
  /** The surfaces that can be asked. */
  surfaces: readonly AskedSurface[];
  /** An open session of each account, and those that have ended. */
  sessions: { open: readonly ProbeSession[]; ended: readonly ProbeSession[] };
  things: readonly ThingView[];
  /** The shares of things with accounts. `ended`: the share is over. */
  shares: readonly { thing: ThingView; to: AccountView; ended: boolean }[];
  /**
   * Requests of owners for their own: the positive control, which the sweep makes before and after foreign attempts.
   */
  own: readonly ProbeAttempt[];
  /**
   * Chooses attempts at foreign things, at those of the surfaces whose address needs ids: a bounded number of viewers
   * for each thing, from all cohorts, and different ones in each run. The number of attempts grows with the accounts.
   */
  choose(surfaces: readonly AskedSurface[]): readonly ProbeAttempt[];
  /** What came of an attempt in this sweep, the last time that it was made; null where it was not made yet. */
  outcomeOf(attempt: ProbeAttempt): Outcome | null;
  /** Whether the definition allows requests that the deployment may take for a write. */
  writes: boolean;
};

/** Attempts that may be made in any order and at the same time. */
export type Batch<Attempt> = readonly Attempt[];

/**
 * An idea of how data might reach the wrong account. A probe only names attempts; Chaperone makes, scans and judges
 * them like all others.
 */
export type Probe<Context = ProbeContext, Attempt = ProbeAttempt> = {
  /** Unique id, which is recorded with each attempt. */
  id: string;
  /** Short description of what the probe tries, for reports. */
  title: string;
  /** What the probe needs of a deployment, as in “it needs …”. Reports say this when the probe names no attempt. */
  needs: string;
  disturbs: Disturbance;
  /**
   * `first`: before all others, together with the first control. `beside`: at the same time as those that disturb
   * nothing, because it waits much. `last`: after all others. Default: in between.
   */
  when?: 'first' | 'beside' | 'last';
  /**
   * If true, only a limited number of attempts is made, which grows with the accounts, unless the run is `--thorough`.
   * The coverage gives the rest as cut. Default: false, all attempts are made.
   */
  budgeted?: boolean;
  /**
   * Names the attempts, the most promising first. An async generator names them in batches: when it is asked for the
   * next batch, `outcomeOf` gives the outcomes of the previous one, except for attempts that were cut.
   */
  attempts(context: Context): Batch<Attempt> | AsyncIterable<Batch<Attempt>>;
};
