import { z } from 'zod';
import { sessionStates } from '../attempts/attempt.ts';
import { list } from '../schema-parts.ts';
import { phases } from '../phase.ts';
import { scopes } from '../plan.ts';
import { violationKinds } from './verdict.ts';

/** A kind of account, by the factor levels that all have in common who met the fault. */
const knownKind = z.object({ role: z.string(), levels: z.record(z.string(), z.string()) });

export type KnownKind = z.infer<typeof knownKind>;

/**
 * The content of a baseline file: what a run saw, for later runs to be compared with. It admits nothing. No account and
 * no value of an answer stands in it.
 */
export const baselineSchema = z.object({
  schema: z.literal(1),
  deployment: z.string(),
  /** Null: the deployment did not tell it. */
  release: z.string().nullable(),
  /** The day (UTC) on which the run began, YYYY-MM-DD. */
  date: z.iso.date(),
  /** The run's name. */
  run: z.string(),
  /** How much was looked at: a run that looked at less cannot call a fault fixed. */
  scope: z.enum(scopes),
  parts: list(z.string()),
  strength: z.int(),
  /** Combinations of factor levels that its accounts covered. */
  tuples: z.int(),
  /** One a finding, admitted ones among them. */
  violations: list(
    z.object({
      finding: z.string(),
      /** The first of the ids of its violations. */
      id: z.string(),
      invariant: z.string(),
      kind: z.enum(violationKinds),
      surface: z.string(),
      /** A probe that saw it. Null: a property or a scenario did. */
      probe: z.string().nullable(),
      /** Who received it. Default: a version of Chaperone wrote it that did not note it, and it is never called fixed. */
      viewer: knownKind.optional(),
      /** Whose it was: `viewer`, their own; null: of somebody whom the run did not know. Default: as of `viewer`. */
      owner: z
        .union([knownKind, z.literal('viewer')])
        .nullable()
        .optional(),
      /** The sides of the update on which it was seen. Default: as of `viewer`. */
      sides: list(z.enum(phases)).optional(),
      /**
       * How `probe` asked, and on which of these sides it saw the fault in that way. Default: a version of Chaperone wrote
       * it that did not note it, and the probe is expected on all sides, in any variant.
       */
      way: z
        .object({
          variant: z.string(),
          sessionState: z.enum(sessionStates).optional(),
          sides: list(z.enum(phases)),
        })
        .optional(),
    }),
  ),
  /** Ids of the surfaces that the definition described. */
  surfaces: list(z.string()),
  /** Operations of the deployment's own document that no surface covered. */
  operations: list(z.string()),
});

export type Baseline = z.infer<typeof baselineSchema>;

/** A fault as a baseline holds it. */
export type KnownFault = Baseline['violations'][number];
