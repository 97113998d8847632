import { z } from 'zod';
import { compareText } from '../domain/in-order.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Subject } from './subject.ts';

const statementV1 = 'https://in-toto.io/Statement/v1';
const testResult = 'https://in-toto.io/attestation/test-result/v0.1';

/** A file of the run that is signed with it, by its path in the run's folder. */
export type SignedFile = { name: string; sha256: string };

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const digest = z.object({ sha256: hex });

/** What there is beside the test result: the sign-off itself, and which run it is of. */
const annotations = z.object({
  signOff: z.object({
    by: z.string(),
    signedAt: z.iso.datetime(),
    despite: z.object({ reason: z.string(), against: z.array(z.string()) }).nullable(),
    chaperone: z.string(),
    sealsChecked: z.boolean(),
  }),
  run: z.object({
    name: z.string(),
    deployment: z.string(),
    url: z.string().nullable(),
    release: z.string().nullable(),
    releaseBefore: z.string().nullable(),
    /** What the update changed, where it was to leave the release as it is. */
    sameRelease: z.string().nullable().default(null),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    seed: z.number(),
    verdict: z.string(),
    scope: z.string(),
    parts: z.array(z.string()),
    strength: z.number(),
    accounts: z.number(),
    residualRisk: z.object({ accounts: z.number(), upper95: z.number() }).nullable(),
    /** What its deployment did not give to look at, in words: see `limitsOf`. */
    limits: z.array(z.string()).default([]),
  }),
  inapplicable: z.array(z.string()),
});

const file = z.object({ name: z.string(), digest });

const statement = z.object({
  _type: z.literal(statementV1),
  subject: z.array(file).min(1),
  predicateType: z.literal(testResult),
  predicate: z.object({
    result: z.enum(['PASSED', 'WARNED', 'FAILED']),
    configuration: z.tuple(
      [
        file.extend({ name: z.literal('verdict.json'), annotations }),
        file.extend({
          name: z.literal('accept'),
          annotations: z.object({ entries: z.number() }),
        }),
      ],
      file,
    ),
    passedTests: z.array(z.string()),
    warnedTests: z.array(z.string()),
    failedTests: z.array(z.string()),
  }),
});

type Statement = z.infer<typeof statement>;
type Annotations = z.infer<typeof annotations>;

/** What somebody signs, or has signed. */
export type SignOff = Annotations['signOff'] & {
  subjects: readonly Subject[];
  run: Annotations['run'];
  /** Invariants by id: those that hold, that hold by what is admitted, that do not, and that do not apply. */
  holds: readonly string[];
  admitted: readonly string[];
  failed: readonly string[];
  inapplicable: readonly string[];
  /** Digest and number of what the definition admits; see `acceptDigest`. */
  accept: { sha256: string; entries: number };
  /** All that is signed of the run's folder, verdict.json among it. */
  files: readonly SignedFile[];
};

/**
 * Writes a sign-off as in-toto statement with the predicate test-result. That predicate has a field for files alone
 * (`configuration`), so that the rest stands in the annotations of verdict.json: clients that know no fields but those
 * of the predicate read it all the same. The same sign-off always gives the same bytes.
 */
export function writeStatement(signOff: SignOff): Uint8Array {
  const { by, signedAt, despite, chaperone, sealsChecked, run, inapplicable, accept } = signOff;
  const verdict = signOff.files.find(({ name }) => name === 'verdict.json');
  if (verdict === undefined) throw new Error('verdict.json is not among the files of the run');
  const others = signOff.files
    .filter((one) => one !== verdict)
    .sort((a, b) => compareText(a.name, b.name));
  const written: Statement = {
    _type: statementV1,
    subject: signOff.subjects.map(descriptor),
    predicateType: testResult,
    predicate: {
      result: resultOf(signOff),
      configuration: [
        {
          name: 'verdict.json',
          digest: { sha256: verdict.sha256 },
          annotations: {
            signOff: { by, signedAt, despite, chaperone, sealsChecked },
            run,
            inapplicable: [...inapplicable],
          },
        },
        {
          name: 'accept',
          digest: { sha256: accept.sha256 },
          annotations: { entries: accept.entries },
        },
        ...others.map(descriptor),
      ],
      passedTests: [...signOff.holds],
      warnedTests: [...signOff.admitted],
      failedTests: [...signOff.failed],
    },
  };
  return Buffer.from(canonicalJson(written));
}

function descriptor({ name, sha256 }: SignedFile | Subject) {
  return { name, digest: { sha256 } };
}

/** A pass within a limit, by what somebody admits, or that is signed despite something, is one with a warning. */
function resultOf({ run, despite, accept }: SignOff): Statement['predicate']['result'] {
  if (run.verdict !== 'holds') return 'FAILED';
  const isPlain = despite === null && accept.entries === 0 && run.limits.length === 0;
  return isPlain ? 'PASSED' : 'WARNED';
}

/** Reads what was signed: call it with bytes whose signature fits, and no others. Null: it is no sign-off. */
export function readStatement(payload: Uint8Array): SignOff | null {
  const value = parse(payload);
  const read = statement.safeParse(value);
  if (!read.success) return null;
  const { subject, predicate } = read.data;
  const [verdict, accept, ...others] = predicate.configuration;
  const { signOff, run, inapplicable } = verdict.annotations;
  const found: SignOff = {
    ...signOff,
    subjects: subject.map(described),
    run,
    holds: predicate.passedTests,
    admitted: predicate.warnedTests,
    failed: predicate.failedTests,
    inapplicable,
    accept: { sha256: accept.digest.sha256, entries: accept.annotations.entries },
    files: [verdict, ...others].map(described),
  };
  // A result that its own fields contradict was written by nobody here.
  return resultOf(found) === predicate.result ? found : null;
}

function described({ name, digest: { sha256 } }: z.infer<typeof file>): SignedFile {
  return { name, sha256 };
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return null;
  }
}
