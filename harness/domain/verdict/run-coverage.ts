import { z } from 'zod';
import { scopes } from '../plan.ts';

const pairs = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly();

/** The content of coverage.json: what one run covered, small, so that many runs can be added up. */
export const runCoverageSchema = z.object({
  schema: z.literal(1),
  deployment: z.string(),
  /** Null: the deployment did not tell it. */
  release: z.string().nullable(),
  /** The run's name. */
  run: z.string(),
  scope: z.enum(scopes),
  startedAt: z.iso.datetime(),
  /** Pairs of a probe's id and a surface's: what came out clearly, and what a budget or the time of a gate cut. */
  probes: z.object({ covered: pairs, cut: pairs }),
  /** Pairs of a viewer's and an owner's level, each as `factor=level`: see `coverage.cohortPairs` in verdict.json. */
  levels: z.object({ covered: pairs, uncovered: pairs }),
});

export type RunCoverage = z.infer<typeof runCoverageSchema>;

/** In place of a surface: all that a probe names. It is cut where the time was over before the probe had named all. */
export const allOfProbe = '*';
