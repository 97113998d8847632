import { z } from 'zod';
import { list } from '../schema-parts.ts';

const knownFault = z.object({
  id: z.string().describe('The id of a violation, as the baseline tells it.'),
  surface: z.string().describe('The surface’s id.'),
  invariant: z.string().describe('The id of the invariant.'),
});

/** `baseline` in verdict.json. */
export const sinceBaseline = z
  .object({
    file: z.string().describe('The baseline’s file, seen from where the run was made.'),
    deployment: z.string().describe('The deployment’s name.'),
    release: z
      .string()
      .nullable()
      .describe('The release that the baseline is of. Null: it was not read.'),
    new: list(z.string()).describe(
      'Ids of violations, admitted ones among them, whose `finding` the baseline does not have.',
    ),
    persisting: list(z.string()).describe(
      'Ids of violations, admitted ones among them, whose `finding` the baseline has.',
    ),
    fixed: list(knownFault).describe(
      'Faults of the baseline that this run did not see, and looked for.',
    ),
    notLookedAt: list(knownFault).describe(
      'Faults of the baseline that this run did not see, and did not look for enough to see.',
    ),
    newSurfaces: list(z.string()).describe(
      'Ids of surfaces, and operations of the deployment’s document, that neither the baseline nor an admission names: the run is inconclusive by them.',
    ),
  })
  .nullable()
  .describe('The run compared with a baseline, which admits nothing. Null: there was none.');

export type SinceBaseline = z.infer<typeof sinceBaseline>;
