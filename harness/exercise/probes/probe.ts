import type { Probe, ProbeAttempt, ProbeContext } from '../../deployment/probe.ts';
import type { AskedSurface } from '../../deployment/surface.ts';
import type { ListenRound } from '../listening/round-types.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session, Share, Thing } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';

/** What Chaperone's own probes choose from: they may also act, through the worker. */
export type SweepContext = Omit<
  ProbeContext,
  'sessions' | 'things' | 'shares' | 'own' | 'choose'
> & {
  worker: Worker;
  /** `ended`: those of this run that were signed out, or stopped at the second factor. */
  sessions: { open: readonly Session[]; ended: readonly Session[] };
  /** Those that probes of this sweep have ended, or half opened, so far. */
  endedNow: readonly Session[];
  things: readonly Thing[];
  shares: readonly Share[];
  own: readonly AttemptRequest[];
  /** What of their own owners were granted in this sweep. */
  shown: readonly AttemptRequest[];
  choose(surfaces: readonly AskedSurface[]): readonly AttemptRequest[];
  /** Some owners' requests of each surface that show that it still answers, of accounts that kept their sessions. */
  controls(): readonly AttemptRequest[];
  /** Told each second how long (in seconds) it is until something ends that is waited for. */
  onWait(seconds: number): void;
};

/** A probe as the sweep takes it: Chaperone's own, or one that a definition brings. */
export type SweepProbe = Probe<SweepContext, ProbeAttempt | ListenRound>;
