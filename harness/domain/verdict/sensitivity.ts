import { z } from 'zod';
import { weights } from './planted.ts';
import { list, whole } from '../schema-parts.ts';

const blindSpot = z
  .object({
    leak: z.string().describe('The id of the kind of planted leak.'),
    title: z.string().describe('The leak in words.'),
    weight: z
      .enum(weights)
      .describe(
        'How much of another it shows. `whole`: a row or a whole answer, so that the surface is not judged. `part`: less, such as a single value, or a row of somebody unknown. `own`: something of one’s own is missing.',
      ),
    remedy: z.string().describe('What would make it noticed.'),
  })
  .meta({ id: 'blindSpot', description: 'A kind of planted leak that would pass on a surface.' });

export type BlindSpot = z.infer<typeof blindSpot>;

const onSurface = z
  .object({
    surface: z.string().describe('The surface’s id.'),
    planted: whole.describe('Leaks that were planted in its answers.'),
    noticed: whole.describe('Of these, those that broke an invariant.'),
    unclear: whole.describe('Of these, those that a run would be inconclusive by.'),
    blind: list(blindSpot).describe('Kinds of leaks that would pass.'),
    impersonal: z
      .string()
      .nullable()
      .describe('Why nothing was planted: it shows nothing of anybody. Null: leaks were planted.'),
    cut: z
      .string()
      .nullable()
      .optional()
      .describe(
        'Why not all kinds of leaks were planted; null: each had its turn. Absent: an earlier version wrote it.',
      ),
    accepted: z.boolean().describe('The definition admits what would pass (`accept`, `blind`).'),
  })
  .meta({ id: 'sensitivityOfSurface', description: 'What would be noticed on a surface.' });

const untried = z
  .object({
    surface: z.string().describe('The surface’s id; `shown …`: a page as a browser showed it.'),
    why: z.string().describe('Why nothing was planted on it.'),
  })
  .meta({ id: 'untriedSurface', description: 'A surface on which no leaks were planted.' });

/** verdict.json, `sensitivity`: whether a leak would have been noticed on this deployment. */
export const sensitivitySchema = z
  .object({
    planted: whole.describe('Leaks that were planted, in memory, in answers of this deployment.'),
    noticed: whole.describe('Of these, those that broke an invariant.'),
    unclear: whole.describe('Of these, those that a run would be inconclusive by.'),
    blind: whole.describe('Of these, those that would pass.'),
    surfaces: list(onSurface).describe('By surface, in the order of their ids.'),
    untried: list(z.string()).describe(
      'Surfaces on which nothing was planted, because too few owners were granted anything, or time was over.',
    ),
    whyUntried: list(untried)
      .optional()
      .describe('Why nothing was planted on each of these. Absent: an earlier version wrote it.'),
  })
  .nullable()
  .describe('Whether a leak would have been noticed here. Null: no leaks were planted.');

export type Sensitivity = z.infer<typeof sensitivitySchema>;
