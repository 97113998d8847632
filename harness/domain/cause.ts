import { z } from 'zod';

const cause = z
  .object({
    id: z
      .string()
      .describe(
        'Hash of what was done by whom, to whose data, since when, and of `cohort` and `owners`.',
      ),
    title: z.string().describe('What happens to which accounts since when, in words.'),
    cohort: z
      .record(z.string(), z.string())
      .describe(
        'Factor levels that all these accounts have in common, counting what they did, and that is no chance; empty where nothing is.',
      ),
    owners: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        'Factor levels that all whose data it was have in common, likewise; empty where nothing is, or where it was the viewer’s own.',
      ),
    invariants: z.array(z.string()).readonly().describe('Ids of the invariants that it breaks.'),
    surfaces: z.array(z.string()).readonly().describe('Ids of the surfaces where it was seen.'),
    violations: z
      .array(z.string())
      .readonly()
      .describe('Ids of its violations: each violation has exactly one cause.'),
  })
  .meta({
    id: 'cause',
    description: 'Violations that have one cause, as far as a run can tell: one story.',
  });

/** Violations that have one cause. */
export type Cause = z.infer<typeof cause>;

/** The causes of a verdict, as verdict.json tells them. */
export const causes = z
  .array(cause)
  .readonly()
  .describe('The violations grouped by cause, the gravest first. Empty unless there are some.');
