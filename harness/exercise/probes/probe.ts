import type { Probe, ProbeAttempt, ProbeContext } from '../../deployment/probe.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import type { Outcome } from '../../domain/attempts/outcome.ts';
import type { ListenRound } from '../listening/round-types.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session, Share, Thing } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';

/** The context of Chaperone's own probes. Unlike the definition's probes, they may also act through the worker. */
export type SweepContext = Omit<
  ProbeContext,
  'sessions' | 'things' | 'shares' | 'own' | 'choose' | 'outcomeOf'
> & {
  worker: Worker;
  /** `open`: one open session of each account. `ended`: all sessions that were signed out. */
  sessions: { open: readonly Session[]; ended: readonly Session[] };
  /** Sessions that probes of this sweep have signed out or half signed in so far. */
  endedNow: readonly Session[];
  things: readonly Thing[];
  shares: readonly Share[];
  own: readonly AttemptRequest[];
  /** Requests of owners for their own that were granted in this sweep. */
  shown: readonly AttemptRequest[];
  choose(surfaces: readonly AskedSurface[]): readonly AttemptRequest[];
  /** What came of an attempt in this sweep, also of one in a variant; null where it was not made yet. */
  outcomeOf(attempt: ProbeAttempt & Pick<AttemptRequest, 'variant'>): Outcome | null;
  /** Some owners' requests of each surface that show that it still answers, of accounts that kept their sessions. */
  controls(): readonly AttemptRequest[];
  /** Called each second with the remaining seconds, while the probe waits until something expires. */
  onWait(seconds: number): void;
  /** When the sweep has to end (milliseconds since the epoch); what would be waited for longer is left. Infinity: never. */
  until: number;
  /** For how many milliseconds accounts' own is looked at again and again (`--watch`); 0: not so. */
  watch: number;
};

/** Attempts that a probe would make if there were time to wait for what they need. */
export type LeftOut = { left: number };

/** Attempts that a probe has made by itself. */
export type Done = { done: number };

/** A probe of the sweep: one of Chaperone's own, or of the definition. What it builds on is for who runs few of them. */
export type SweepProbe = Probe<SweepContext, ProbeAttempt | ListenRound | LeftOut | Done> & {
  /** Ids of the probes that it takes up from, such as the one that makes the shares that it ends. Default: none. */
  follows?: readonly string[];
  /** It carries what one surface shows to others, so that all surfaces belong to it. Default: false. */
  carriesOver?: true;
};
