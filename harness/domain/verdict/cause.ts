import { z } from 'zod';

const levels = z.record(z.string(), z.string());

const rule = z
  .object({
    viewers: levels.describe('Factor levels of those who see something, counting what they did.'),
    owners: levels.describe('Factor levels of those whose it is.'),
  })
  .meta({ id: 'rule', description: 'Whom a fault takes: whoever has all of these levels.' });

/** Whom a fault takes: viewers and owners that have all of these levels. Without any it is everybody. */
export type Rule = z.infer<typeof rule>;

const cause = z
  .object({
    id: z
      .string()
      .describe(
        'Hash of what was done by whom, to whose data, since when, and of `cohort` and `owners`.',
      ),
    title: z.string().describe('What happens to which accounts since when, in words.'),
    cohort: levels.describe(
      'Factor levels that tell these accounts, counting what they did, from those that looked and saw nothing. Of several rules with as few levels (see `rules`), what all of them have. Where no rule remains, what those have in common and is no chance. Empty where nothing is.',
    ),
    owners: levels
      .optional()
      .describe(
        'Factor levels that all whose data it was have in common, likewise; empty where nothing is, or where it was the viewer’s own.',
      ),
    rules: z
      .array(rule)
      .readonly()
      .describe(
        'All rules that explain who saw something and who looked and saw nothing, those of fewest levels first: the widest ones, and none that selects the same accounts as another. Empty where none does.',
      ),
    undecided: rule.describe(
      'Levels that whoever saw something has, and that do not follow from each of `rules`: nobody looked who tells whether they matter. The rule has all levels of one of `rules`, and perhaps some of these.',
    ),
    sawNothing: z
      .number()
      .int()
      .describe('How many accounts of `cohort` looked in the same ways, and saw nothing.'),
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
