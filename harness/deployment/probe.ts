import type { Outcome } from '../domain/outcome.ts';
import type { Phase } from '../domain/phase.ts';
import type { Ids } from '../domain/thing.ts';
import type { SessionState } from '../domain/attempt.ts';
import type { AccountView, ThingView } from './views.ts';
import type { Http } from './http.ts';
import type { AskedSurface } from './surface.ts';

/**
 * What a probe may have changed for the accounts and the probes that come after it, at worst; the least comes first.
 * What it makes for itself alone and ends again counts as `data`. `sessions` come after `data`: data that an owner
 * changed is still theirs, but an account whose session has ended may not sign in again.
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

/** How an attempt's request differs from the surface's own. What is left out stays as it is. */
export type RequestChange = {
  /** Names the change; recorded as the attempt's variant: `trailing-slash`. */
  name: string;
  /** Ids to ask with instead of the thing's: those of other accounts and things of the run. */
  ids?: Ids;
  /** `POST` only with the definition's leave (`writes`), by a probe that disturbs data. */
  method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST';
  /** The path as it is to be sent, from the path as it would be: percent-encoded, without the query. */
  path?: (path: string) => string;
  /** Parameters of the query, beside its own or in their place. */
  query?: Readonly<Record<string, string>>;
  /** The query holds something that the deployment gave (a cursor): it is recorded nowhere. Default false. */
  hidesQuery?: boolean;
  headers?: Readonly<Record<string, string>>;
};

/** An account's session, open or ended. */
export type ProbeSession = { id: string; account: AccountView; state: SessionState; http: Http };

/** One attempt that a probe names: who asks for what, where. */
export type ProbeAttempt = {
  /** Null: without a session. */
  session: ProbeSession | null;
  surface: AskedSurface;
  /** Whose ids it asks with; null: the viewer's own, at an address that needs no other. */
  thing: ThingView | null;
  /** Default: the surface's own request. */
  change?: RequestChange;
};

/** What a probe chooses its attempts from: all of it is the run's own. */
export type ProbeContext = {
  phase: Phase;
  /** For choices that are to be others in the next run, and the same when this one is repeated. */
  seed: number;
  /** The surfaces that can be asked. */
  surfaces: readonly AskedSurface[];
  /** An open session of each account, and those that have ended. */
  sessions: { open: readonly ProbeSession[]; ended: readonly ProbeSession[] };
  things: readonly ThingView[];
  /** What was shared with whom; `ended`: it is over. */
  shares: readonly { thing: ThingView; to: AccountView; ended: boolean }[];
  /** What owners ask for of their own: the control of all else, made before and after it. */
  own: readonly ProbeAttempt[];
  /**
   * Who tries whose thing at surfaces whose address needs ids: a bounded number of viewers a thing, of all cohorts,
   * others in the next run. Their number grows with the accounts.
   */
  choose(surfaces: readonly AskedSurface[]): readonly ProbeAttempt[];
  /** What came of an attempt in this sweep, the last time that it was made; null where it was not made yet. */
  outcomeOf(attempt: ProbeAttempt): Outcome | null;
  /** The definition gives leave to send what a deployment may take for a write. */
  writes: boolean;
};

/** Attempts that may be made in any order, at once. */
export type Batch<Attempt> = readonly Attempt[];

/**
 * One idea of how data might reach the wrong account. It only names attempts: they are made, scanned and judged as all
 * others are.
 */
export type Probe<Context = ProbeContext, Attempt = ProbeAttempt> = {
  /** Unique; recorded with each attempt. */
  id: string;
  /** What it tries, in words. */
  title: string;
  /** What it needs, in words, as in “it needs …”: said where it names no attempt. */
  needs: string;
  disturbs: Disturbance;
  /** `first`: before owners look at their own for the first time. `last`: after all others. Default: between. */
  when?: 'first' | 'last';
  /**
   * By default only a number of its attempts is made, which grows with the accounts; `--thorough` makes all of them.
   * The rest stands in the coverage as cut. Default false: all are made.
   */
  budgeted?: boolean;
  /**
   * Names the attempts, the most promising first. A generator names them batch by batch: by the time that it is asked
   * for the next one, `outcomeOf` tells what came of the last, unless a budget cut it.
   */
  attempts(context: Context): Batch<Attempt> | AsyncIterable<Batch<Attempt>>;
};
