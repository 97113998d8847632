import { z } from 'zod';
import { type Changes, seenSchema } from './changes.ts';
import { scopes } from '../plan.ts';
import { list, text, whole } from '../schema-parts.ts';
import { runVerdicts } from './verdict.ts';

const share = z.object({ covered: whole, total: whole });

const signOff = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  /** Something lies there that is no sign-off of this run, or not of its plan and verdict as they lie there. */
  z.object({ state: z.literal('bad') }),
  /** What it says fits the run. Nobody looked whose signature it is: that takes the key. */
  z.object({
    state: z.literal('unchecked'),
    by: text,
    signedAt: z.iso.datetime(),
    /** It was signed although something spoke against the run. */
    despite: z.boolean(),
    subjects: z
      .array(z.object({ name: text, sha256: text }))
      .max(100)
      .readonly(),
  }),
]);

/** An earlier run, as its folder told it when a later one ended. */
export const earlierRunSchema = z.object({
  name: text,
  release: text.nullable(),
  releaseBefore: text.nullable(),
  endedAt: z.iso.datetime(),
  verdict: z.enum(runVerdicts),
  scope: z.enum(scopes),
  /** It looked at less than a whole run does: it was a gate, or options left something out. */
  narrowed: z.boolean(),
  /** Faults, each counted once; without those that are admitted. */
  violations: whole,
  /** Why it is inconclusive: how many reasons there are. */
  reasons: whole,
  attempts: whole,
  /** Surfaces that were judged, of those that there were. */
  surfaces: share,
  /** Pairs of a viewer's and an owner's factor level that were tried, of those that can occur. */
  pairs: share,
  signOff,
});

export type EarlierRun = z.infer<typeof earlierRunSchema>;

/**
 * The content of earlier.json: what lay beside a run when it ended, of the same deployment. Written once, so that reports
 * that tell of it are made from the run's own files.
 */
export const earlierRunsSchema = z.object({
  schema: z.literal(1),
  /** The folder of runs, seen from where the run was made. */
  folder: text,
  /** The last that began before this run, at most ten, the earliest first. */
  runs: z.array(earlierRunSchema).max(10).readonly(),
  /** The last that holds and was signed despite nothing; it may be older than those. Null: there is none. */
  signedOff: z.object({ run: earlierRunSchema, seen: seenSchema }).nullable(),
  /** Names of folders that could not be read as judged runs. */
  leftOut: list(text),
});

export type EarlierRuns = z.infer<typeof earlierRunsSchema>;

/** Earlier runs as a report tells them, with what changed since the last that was signed off. */
export type EarlierTold = EarlierRuns & { changes: Changes | null };
