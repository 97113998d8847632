import type { Part } from '../../domain/attempts/attempt.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Plan } from '../../domain/plan.ts';
import type { DeploymentClock } from '../../deployment/embedded.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { SavedWorker } from '../seed/saved-worker.ts';
import type { MediaSource } from '../seed/seed-media.ts';
import type { Journal } from '../state/journal.ts';

/** The options of `openWorker`. */
export type WorkerOptions = {
  /** The run's folder. The worker writes `history/<name>.ndjson` in it. */
  folder: string;
  plan: Plan;
  definition: Definition;
  /** Unique in the run: `sweep-before`, `properties`, `scenarios-0`, … */
  name: string;
  part: Part;
  phase: Phase;
  /** The deployment's clock, while it may be moved on; null while something else is active. Default: it never may. */
  clock?: () => DeploymentClock | null;
  /** The worker gives its new accounts numbers from here on. */
  firstAccount: number;
  /** Keeps some answers in memory, so that leaks can be planted in them. Default: false. */
  keepsSamples?: boolean;
  /** Interrupts the worker: ends requests under way and refuses new ones. */
  signal?: AbortSignal;
  /** Called each second while a sign-in waits for a one-time code, with what it waits for in words. */
  onWait?(text: string): void;
  /**
   * The key of the digests of ids and rows in the history. All workers of a run must have the same key, because their
   * digests are compared. Default: a random key.
   */
  idKey?: string;
  /** What an earlier worker of the run handed over (`handOver`): its accounts, sessions and things. */
  inherit?: SavedWorker;
  /** What the worker makes is written here first. Default: nowhere; the deployment ends with the run. */
  journal?: Journal;
  /** Where its seed media come from; who made it closes it. Default: a source of its own, closed with the worker. */
  media?: MediaSource;
};
