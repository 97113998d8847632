import type { Part } from '../../domain/attempt.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { HandOver } from '../seed/hand-over.ts';
import type { MediaSource } from '../seed/seed-media.ts';

/** What a worker is opened with. */
export type WorkerOptions = {
  /** The run's folder; the history goes to `history/<name>.ndjson` in it. */
  folder: string;
  plan: Plan;
  definition: Definition;
  /** Unique in the run: `sweep-before`, `properties`, `scenarios-0`, … */
  name: string;
  part: Part;
  phase: Phase;
  /** Numbers of the accounts that this worker may create: from here on. */
  firstAccount: number;
  /** Aborts requests under way and refuses new ones. */
  signal?: AbortSignal;
  /**
   * Keys the digests of ids and rows that go to the history; the same for all workers of a run, since they are
   * compared. Default: a key of this worker alone.
   */
  idKey?: string;
  /** What an earlier worker of the run handed over (`handOver`): its accounts, sessions and things. */
  inherit?: HandOver;
  /** Where its seed media come from; who made it closes it. Default: a source of its own, closed with the worker. */
  media?: MediaSource;
};
