import { z } from 'zod';
import { channels } from './attempt.ts';
import { causes } from './cause.ts';
import { phases } from './phase.ts';
import { acceptedKinds, scopes } from './plan.ts';
import { sinceBaseline } from './since-baseline.ts';

/** The verdicts that a run can have, the worst first. */
export const runVerdicts = ['violated', 'inconclusive', 'holds'] as const;

export type RunVerdict = (typeof runVerdicts)[number];

/** `violated` > `inconclusive` > `holds` > `inapplicable`: the worst wins. */
export const invariantVerdicts = [...runVerdicts, 'inapplicable'] as const;

export type InvariantVerdict = (typeof invariantVerdicts)[number];

/** What violations are, the gravest first; see `ViolationKind`. */
export const violationKinds = [
  'leak',
  'exposure',
  'tamper',
  'lockout',
  'disturbance',
  'weakness',
] as const;

/** `leak` data, `exposure` a credential, `tamper`, `lockout` (or loss), `disturbance`, `weakness`. */
export type ViolationKind = (typeof violationKinds)[number];

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const whole = z.int().nonnegative();

const party = z
  .object({
    account: z
      .string()
      .describe('The account’s id in the run, e.g. `a17`; `anonymous` for nobody.'),
    cohort: z
      .record(z.string(), z.string())
      .describe('Factor levels by factor; empty for anonymous and for staff.'),
  })
  .meta({ id: 'party', description: 'An account with its cohort.' });

export type Party = z.infer<typeof party>;

const violation = z
  .object({
    id: z
      .string()
      .describe(
        'Hash of invariant, surface, both cohorts and the path without indices: the same fault has the same id in the next run.',
      ),
    finding: z
      .string()
      .describe(
        'Hash of invariant, kind, surface, the roles of viewer and owner and the path without indices: as `id`, but whatever the cohorts. `accept` in a definition admits a fault by it.',
      ),
    count: whole.describe('How often it was seen.'),
    kind: z
      .enum(violationKinds)
      .describe(
        '`leak` of data, `exposure` of a credential, `tamper`, `lockout` (or loss), `disturbance`, `weakness`.',
      ),
    invariant: z.string().describe('The id of the invariant that it breaks.'),
    viewer: party.describe('Who received it.'),
    owner: party
      .nullable()
      .describe('Whose it is. Null: it belongs to nobody that the run seeded.'),
    surface: z
      .string()
      .describe('Method and path template, e.g. `GET /api/recordings/{recording}`.'),
    phase: z.enum(phases).describe('The side of the update on which it was seen first.'),
    phases: list(z.enum(phases)).describe('The sides of the update on which it was seen.'),
    channel: z.enum(channels).describe('How it came.'),
    variant: z
      .string()
      .describe(
        '`plain`: asked for as the surface says. Otherwise how the request differed, e.g. `range`, `swapped`, `trailing-slash`, or `browser`.',
      ),
    probe: z
      .string()
      .nullable()
      .describe(
        'The id of the probe that asked for it. Null: none did, but a scenario or a property; or a recorded run did not note it.',
      ),
    sighting: z
      .object({
        what: z.string().describe('What was seen, in words.'),
        where: z.string().describe('A JSON path, `header set-cookie`, `byte 1042`, …'),
        encoding: z.string().describe('`plain`, `base64`, `gzip > json-escape`, …'),
      })
      .nullable()
      .describe('What it was known by. Null: by what the answer was or was not as a whole.'),
    traces: list(z.string()).describe(
      'Trace ids (W3C Trace Context, 32 hex digits) of the first attempts that showed it, at most three, the earliest first: by them the deployment’s own traces and logs tell of it. Empty: its requests carried none.',
    ),
    repro: z
      .string()
      .nullable()
      .describe('Path of the script in the run’s folder that shows it again. Null: there is none.'),
  })
  .meta({ id: 'violation', description: 'One fault, seen `count` times.' });

export type Violation = z.infer<typeof violation>;

const invariantResult = z
  .object({
    id: z.string().describe('Stays the same from release to release.'),
    verdict: z
      .enum(invariantVerdicts)
      .describe('`inapplicable`: the deployment does not have what it is about.'),
    attempts: whole.describe('Attempts that were judged.'),
    granted: whole.describe('Owners’ grants among them: the positive control.'),
    violations: whole.describe('Faults, each counted once; without those that are admitted.'),
    accepted: whole.describe('Faults that the definition admits.'),
  })
  .meta({ id: 'invariant', description: 'What one invariant came to.' });

export type InvariantResult = z.infer<typeof invariantResult>;

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

const coverage = z
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

const accepted = z
  .object({
    what: z
      .enum(acceptedKinds)
      .describe(
        'What is admitted: a `gap` (what could not be judged), a `finding` (violations by id), or an operation of the deployment’s document that is `uncovered` by any surface.',
      ),
    surface: z.string().describe('The surface’s id.'),
    ids: list(z.string()).describe(
      'Of a finding: the `finding` or `id` of the violations that are admitted. Empty of others.',
    ),
    reason: z.string().describe('Why it is admitted.'),
    by: z.string().describe('Who admits it.'),
    until: z.string().describe('The last day on which it holds, YYYY-MM-DD.'),
    expired: z.boolean().describe('It held no longer when the run ended, and was not honoured.'),
    violations: whole.describe(
      'Of a finding: violations of this run that it names. 0: nothing of it was seen.',
    ),
  })
  .meta({
    id: 'acceptance',
    description: 'Something known that somebody has admitted, with an end.',
  });

const residualRisk = z
  .object({
    accounts: whole.describe('Patient accounts that the share is computed from.'),
    upper95: z
      .number()
      .min(0)
      .max(1)
      .describe('At most this share of accounts is affected (95 %), if spread at random.'),
  })
  .nullable()
  .describe('Null unless the verdict is `holds`, or where violations are accepted.');

/** verdict.json: the one description of what others parse. `reports/verdict.schema.json` is made from it. */
export const verdictSchema = z
  .object({
    schema: z.literal(1).describe('Counts up when a field is removed or changes its meaning.'),
    deployment: z.string().describe('The deployment’s name.'),
    url: z
      .string()
      .nullable()
      .describe(
        'Origin and path at which it was asked: no query, no credentials. Null: Chaperone started it itself, at an address that ended with the run.',
      ),
    release: z
      .string()
      .nullable()
      .describe(
        'The release after the update, as last read (without an update: the one that ran). Null: unreadable.',
      ),
    releaseBefore: z
      .string()
      .nullable()
      .describe(
        'The release before the update, as last read. Null: unreadable, or there was no update.',
      ),
    seed: z.int().describe('Repeats the run’s random choices: `--seed`.'),
    startedAt: z.iso.datetime().describe('ISO 8601, UTC.'),
    durationMs: z
      .number()
      .nonnegative()
      .describe('Milliseconds from the start to the last record.'),
    verdict: z.enum(runVerdicts).describe('The worst of all. Only `holds` is a pass.'),
    scope: z.enum(scopes).describe('How much of what probes name was attempted.'),
    accepted: list(accepted).describe(
      'What the definition admits. Default: nothing, an empty list.',
    ),
    acceptedViolations: list(violation).describe(
      'Violations that the definition admits: they do not make the run violated.',
    ),
    reasons: list(z.string()).describe(
      'Why it is inconclusive, in words; of a violated run, what else went wrong. Empty where it holds.',
    ),
    invariants: list(invariantResult).describe('In the order in which they are judged.'),
    violations: list(violation).describe('Empty unless the verdict is `violated`.'),
    causes,
    coverage,
    residualRisk,
    baseline: sinceBaseline,
  })
  .meta({
    title: 'Verdict of a Chaperone run (verdict.json)',
    description:
      'What a run came to. Readers ignore fields that they do not know: releases add some (to every object, hence no additionalProperties: false) and may add words to `kind` and `channel`. While `schema` is 1 no field is removed, becomes optional or null, or changes its meaning. Whoever validates strictly takes the schema of the release that wrote the file.',
  });

export type Verdict = z.infer<typeof verdictSchema>;

/** The worst of several verdicts; none at all, or all inapplicable, is inconclusive. */
export function worst(verdicts: readonly InvariantVerdict[]): RunVerdict {
  return runVerdicts.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive';
}

/** Exit codes of `verify` and `judge` by verdict. 2 is usage or configuration, 4 an internal error. */
export const exitCodes = { holds: 0, violated: 1, inconclusive: 3 } as const satisfies Record<
  RunVerdict,
  number
>;
