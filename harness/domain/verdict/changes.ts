import { z } from 'zod';
import { text } from '../schema-parts.ts';
import { violationKinds } from './verdict.ts';

/** A run with more of these is not compared with: it is named among those that were left out. */
const most = { surfaces: 5_000, faults: 5_000, ids: 10_000 };

/** A fault, by its `finding`: seen in other kinds of account, or by another seed, it is the same. */
export const faultSchema = z.object({
  finding: text,
  invariant: text,
  surface: text,
  kind: z.enum(violationKinds),
  /** Ids of the violations. Of a fault that both runs saw: those of the second. */
  ids: z.array(text).max(most.ids).readonly(),
  /** How one of its violations was seen. Default: an earlier version of Chaperone noted the fault. */
  example: z
    .object({
      what: text.nullable(),
      where: text.nullable(),
      probe: text.nullable(),
      variant: text,
    })
    .optional(),
  /** The definition admits it (of a fault that both runs saw: in the second). */
  accepted: z.boolean(),
});

export type Fault = z.infer<typeof faultSchema>;

/** What a later run is compared with: the ids of the surfaces that a run had, and the faults that it saw. */
export const seenSchema = z.object({
  surfaces: z.array(text).max(most.surfaces).readonly(),
  faults: z.array(faultSchema).max(most.faults).readonly(),
});

export type Seen = z.infer<typeof seenSchema>;

/** What became different from one run to a later one. */
export type Changes = {
  violations: {
    /** Seen by the second run alone. */
    new: readonly Fault[];
    /** Seen by the first run alone, and the second looked again: by the rule that tells what is fixed since a baseline. */
    gone: readonly Fault[];
    /** Seen by the first run alone, and not looked at again by the second, or not clearly; or nobody has read their histories. */
    notJudged: readonly Fault[];
    persisting: readonly Fault[];
  };
  /** Ids of surfaces that only the second, or only the first run had. */
  surfaces: { new: readonly string[]; gone: readonly string[]; common: number };
};

/**
 * What of an earlier run's faults, by their findings, a later one saw or looked at again. One in neither set was not
 * looked at.
 */
export type LookedAgain = { seen: ReadonlySet<string>; clean: ReadonlySet<string> };
