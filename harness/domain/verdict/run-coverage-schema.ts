import { z } from 'zod';
import { list, whole } from '../schema-parts.ts';

const covered = (of: string) =>
  z
    .object({
      covered: whole.describe('Those that there were.'),
      total: whole.describe('Those that can occur.'),
    })
    .describe(of);

const probeResult = z
  .object({
    id: z.string().describe('The probe’s id.'),
    title: z.string().describe('What it tries, in words.'),
    tried: whole.describe(
      'Attempts; those that were repeated are counted by their last repetition.',
    ),
    byStrangers: whole.describe('Of these: made by others than the owner, who should be refused.'),
    granted: whole.describe('Of these: granted, an owner’s own among them.'),
    refused: whole.describe('Of these: denied or concealed.'),
    unclear: whole.describe('Of these: errors, timeouts, and what nobody can tell.'),
    cut: whole.describe('Attempts that it named and a budget left out.'),
    why: z.string().nullable().describe('Why it attempted nothing, in words. Null: it did.'),
  })
  .meta({ id: 'probe', description: 'What came of one probe, over both sides of the update.' });

export type ProbeResult = z.infer<typeof probeResult>;

const passedOver = z.object({
  surface: z.string().describe('The surface’s id, or `sign-in`.'),
  why: z
    .string()
    .describe('What was seen, and why it is expected; or what a bound left out. In words.'),
  places: list(z.string()).describe('JSON paths or elements of a page, without values; or `body`.'),
  more: whole.describe('Further places, which are not named.'),
});

/** `coverage` of verdict.json. */
export const coverageSchema = z
  .object({
    accounts: whole.describe('Accounts that took part, staff included.'),
    sweptAccounts: whole.describe(
      'Of these: in the sweep; properties and scenarios make accounts of their own.',
    ),
    surfaces: whole.describe('Surfaces that the definition describes.'),
    attempts: whole.describe('Attempts, without those made to shrink a counterexample.'),
    strength: whole.describe(
      'How many factors are combined in every way: 3, or 2 under a tight budget.',
    ),
    cohortTuples: covered(
      'Combinations of `strength` factor levels, by whether an account has them.',
    ),
    cohortPairs: covered(
      'Pairs of a viewer’s and an owner’s factor level, by whether an attempt has them.',
    ),
    unreachedSurfaces: list(z.string()).describe(
      'Ids of surfaces that were imported and not judged.',
    ),
    whyUnreached: z.record(z.string(), z.string()).describe('Why, in words, by surface.'),
    looksCommon: list(z.string()).describe(
      'Of these: ids of surfaces that showed every signed-in account the same, and named none of them.',
    ),
    fieldsWithoutToken: list(z.string()).describe(
      'Surface and place of fields that carry no marker: a leak of them alone is not seen.',
    ),
    listsWithoutRows: list(z.string()).describe(
      'Lists on pages whose rows nobody told how to find: a row of somebody unknown is not seen there.',
    ),
    passedOver: list(passedOver).describe(
      'What owners were shown in their own answers that says nothing of whose it is, and may be for them by design: seen, and not judged. And what bounds left out, with their figures: not looked at.',
    ),
    late: list(
      z.object({
        surface: z.string().describe('The surface’s id.'),
        attempts: whole.describe('Attempts that probes named, and the time cut.'),
      }),
    ).describe('What the time of a gate cut, by surface, most first. Empty of other runs.'),
    probes: list(probeResult).describe('What came of each probe, in the order of the sweep.'),
    releaseAsked: z
      .boolean()
      .nullable()
      .describe(
        'The deployment answered whenever its release was read. False: the definition told one by itself, and whether it ran was not checked. Null: none was read, or a recorded run did not note it.',
      ),
  })
  .describe('What was checked, and what was not.');
