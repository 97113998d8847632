import { z } from 'zod';
import { accessSchema } from './access.ts';
import { list, whole } from '../schema-parts.ts';
import { channels } from '../attempts/attempt.ts';
import { causes } from './cause.ts';
import { coverageSchema } from './run-coverage-schema.ts';
import { phases } from '../phase.ts';
import { acceptedKinds, scopes } from '../plan.ts';
import { sensitivitySchema } from './sensitivity.ts';
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

const party = z
  .object({
    account: z
      .string()
      .describe('The account’s id in the run, e.g. `a17`; `anonymous` for nobody.'),
    cohort: z
      .record(z.string(), z.string())
      .describe('Factor levels by factor; empty for anonymous and for staff.'),
    role: z
      .string()
      .optional()
      .describe(
        '`patient`, or the name of a staff role. Absent for anonymous, and in runs of earlier versions.',
      ),
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
        where: z
          .string()
          .describe(
            'A JSON path (a key that is an id is `*`), `header set-cookie`, `byte 1042`, …',
          ),
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

const accepted = z
  .object({
    what: z
      .enum(acceptedKinds)
      .describe(
        'What is admitted: a `gap` (what could not be judged), a `finding` (violations by id), an operation of the deployment’s document that is `uncovered` by any surface, a surface that the update `opened`, or one that is `blind` to a planted leak.',
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
    releaseParts: list(
      z.object({
        part: z.string().describe('Its name in the definition, e.g. `configuration`.'),
        before: z.string().nullable().describe('Before the update. Null: it was not told.'),
        after: z.string().nullable().describe('After the update. Null: it was not told.'),
      }),
    )
      .optional()
      .describe(
        'The parts of the release, by name, where the definition tells it in parts; `release` has them in one line. Absent: it is one text.',
      ),
    sameRelease: z
      .string()
      .nullable()
      .optional()
      .describe(
        'What the update changed, in the words of whoever ran it, where it was to leave the release as it is (`--same-release`). Null or absent: the update was to change the release.',
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
    coverage: coverageSchema,
    residualRisk,
    sensitivity: sensitivitySchema,
    baseline: sinceBaseline,
    access: accessSchema,
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
