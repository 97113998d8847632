import { describeCohort } from '../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import type { Sighting } from '../../harness/domain/attempts/sighting.ts';
import type { Party, Violation } from '../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../input.ts';
import { sampleCause } from './sample-cause.ts';
import { ownListBefore, sampleShape } from './sample-shapes.ts';
import { sampleSensitivity } from './sample-sensitivity.ts';
import { holdingRun, sampleAttempt } from './sample-run.ts';

function party(input: ReportInput, account: string): Party {
  return { account, cohort: input.ledger.accounts.get(account)?.cohort ?? {} };
}

type Leak = {
  viewer: string;
  owners: readonly (number | null)[];
  surface: string;
  invariant: string;
  what: string;
  where: string;
  kind?: Sighting['kind'];
  thing?: string;
  encoding?: string;
  more?: Partial<Violation>;
  attempt?: Partial<Attempt>;
  reproduction?: Case['reproduction'];
};

/** A case of a sample run: one attempt that brought back something of each owner's. */
export function sampleCase(input: ReportInput, leak: Leak): Case {
  const { encoding = 'plain', what, where } = leak;
  const known = leak.owners.filter((owner) => owner !== null);
  const sightings = known.map((account, index): Sighting => {
    const place = { where: where.replace('[0]', `[${index}]`), encoding };
    const token = { run: input.plan.run, account, field: 3 };
    if (leak.kind === 'id') {
      const id = `a${account}`;
      return { ...place, kind: 'id', account: id, thing: `${id}.1`, name: 'recording' };
    }
    return { ...place, kind: leak.kind === 'frame' ? 'frame' : 'token', token };
  });
  const attempt = sampleAttempt({
    viewer: leak.viewer,
    surface: leak.surface,
    thing: leak.thing ?? null,
    sightings,
    ...leak.attempt,
  });
  const [first] = known;
  const violation: Violation = {
    id: `v${leak.viewer}-${first ?? 'unknown'}${leak.surface.replace(/\W+/g, '-').toLowerCase()}`,
    finding: `f${leak.surface.replace(/\W+/g, '-').toLowerCase()}`,
    count: 3,
    kind: 'leak',
    invariant: leak.invariant,
    viewer: party(input, leak.viewer),
    owner: first === undefined ? null : party(input, `a${first}`),
    surface: leak.surface,
    phase: 'after-update',
    phases: [leak.more?.phase ?? 'after-update'],
    channel: attempt.channel,
    variant: attempt.variant,
    probe: attempt.probe ?? null,
    sighting: { what, where, encoding },
    traces: attempt.trace === undefined ? [] : [attempt.trace],
    repro: null,
    ...leak.more,
  };
  const { kind, sighting, owner } = violation;
  const [recorded = null] = sightings;
  const { probe = null, variant, sessionState, phase: side } = attempt;
  const received =
    kind === 'leak' || kind === 'exposure'
      ? [{ viewer: leak.viewer, owners: ownersOf(leak), within: new Map<string, Set<string>>() }]
      : [];
  return {
    violation,
    findings: new Set([violation.finding]),
    lead: { kind, attempt, owner: owner?.account ?? null, sighting, recorded, item: null },
    attempts: [attempt],
    ways: [{ probe, ofThing: attempt.thing !== null, variant, sessionState, side }],
    received,
    reproduction: leak.reproduction ?? null,
  };
}

function ownersOf({ owners, viewer }: Leak): (string | null)[] {
  return owners
    .map((owner) => (owner === null ? null : `a${owner}`))
    .filter((owner) => owner !== viewer);
}

/** The run with these cases, as a judge would put it. */
export function withCases(input: ReportInput, cases: readonly Case[]): ReportInput {
  const of = (id: string) => cases.filter(({ violation }) => violation.invariant === id).length;
  return {
    ...input,
    cases,
    verdict: {
      ...input.verdict,
      verdict: 'violated',
      residualRisk: null,
      violations: cases.map(({ violation }) => violation),
      causes: cases.length === 0 ? [] : [sampleCause(cases)],
      invariants: input.verdict.invariants.map((result) => ({
        ...result,
        violations: of(result.id),
        verdict: of(result.id) > 0 ? 'violated' : result.verdict,
      })),
    },
  };
}

/** Babylon's release: whoever booked after the update and switched mid-call sees others' replays. */
export function violatedRun(): ReportInput {
  const holding = holdingRun();
  const input = {
    ...holding,
    plan: { ...holding.plan, update: { expected: true, name: 'babylon-2020' } },
  };
  const everyone = [2, 4, 6, 8, 9, 12, 14];
  const reproduction: Case['reproduction'] = {
    type: 'fact',
    fact: 'reproduction',
    at: input.plan.startedAt + 70_000,
    attempts: [],
    steps: [
      'a31 signs in',
      'a31 books a consultation',
      'a31 starts the call (audio)',
      'a31 switches to video',
      'a31 hangs up',
      'a31 lists GET /api/recordings',
    ],
    reproduced: true,
    replay: 'npx chaperone verify --only properties --seed 42 --path 17:3:1',
  };
  const viewers = ['a5', 'a11', 'a17', 'a23'].filter(
    (id) => input.ledger.accounts.get(id)?.cohort['region'] === 'uk',
  );
  const cases = viewers.flatMap((viewer, index) => [
    ...everyone.slice(index).map((account, place) =>
      sampleCase(input, {
        viewer,
        owners: [account],
        surface: 'GET /api/recordings',
        invariant: 'no-foreign-listing',
        what: 'recording title',
        where: `$.items[${place}].title`,
        reproduction: index + place === 0 ? reproduction : null,
        ...(index + place === 0 ? { attempt: { shape: sampleShape } } : {}),
      }),
    ),
    sampleCase(input, {
      viewer,
      owners: [index === 1 ? null : (everyone[index] ?? 2)],
      surface: 'GET /replays',
      invariant: 'no-foreign-listing',
      what: 'recording title',
      where: 'text of li:nth-child(2)',
      attempt: { channel: 'browser', part: 'scenarios' },
    }),
    sampleCase(input, {
      viewer,
      owners: [everyone[index] ?? 2],
      surface: 'GET /api/recordings/{recording}/media',
      invariant: 'no-foreign-streaming',
      what: 'video frame',
      where: 'frame at 0.8 s',
      kind: 'frame',
      thing: `a${everyone[index] ?? 2}.1`,
      encoding: 'qr',
      attempt: { channel: 'media', part: 'scenarios' },
    }),
  ]);
  return { ...withCases(input, cases), shaped: [ownListBefore(input)] };
}

/** A run that can't say: a cohort could not sign in, and the release did not change. */
export function inconclusiveRun(): ReportInput {
  const input = holdingRun();
  const { verdict } = input;
  const expired = input.ledger.accounts.get('a2')?.cohort ?? {};
  const why = `the sessions of ${describeCohort(expired)} had expired before the update was over`;
  return {
    ...input,
    plan: {
      ...input.plan,
      parts: ['sweep'],
      lacks: { secondFactor: 'nobody has a second factor yet' },
    },
    verdict: {
      ...verdict,
      verdict: 'inconclusive',
      residualRisk: null,
      sensitivity: sampleSensitivity,
      release: '1.4.2',
      reasons: [
        `The release is the same before and after the update: 1.4.2.`,
        `own-access: ${why}`,
      ],
      accepted: [
        {
          what: 'gap',
          surface: 'GET /api/clinicians',
          ids: [],
          reason: 'Old app versions need the unfiltered list',
          by: 'J. Doe, security',
          until: '2026-12-31',
          expired: false,
          violations: 0,
        },
        {
          what: 'uncovered',
          surface: 'GET /api/account',
          ids: [],
          reason: 'Support widget shows the last visitor',
          by: 'M. Roe',
          until: '2026-10-31',
          expired: true,
          violations: 0,
        },
      ],
      invariants: verdict.invariants.map((result) => {
        if (result.id === 'own-access') return { ...result, verdict: 'inconclusive' };
        if (result.id !== 'second-factor-required') return result;
        return { ...result, verdict: 'inapplicable', attempts: 0, granted: 0 };
      }),
      coverage: {
        ...verdict.coverage,
        cohortTuples: { covered: 97, total: 118 },
        unreachedSurfaces: ['GET /api/exports/{export}'],
        whyUnreached: {
          'GET /api/exports/{export}': 'no owner was ever shown anything of their own',
        },
        passedOver: [
          {
            surface: 'GET /api/account',
            why: 'rows of nobody that this run knows, which stood there before the update too',
            places: ['$.messages[]', '$.news[]'],
            more: 3,
          },
        ],
      },
    },
    reasonsByInvariant: {
      'own-access': [why],
      'second-factor-required': ['nobody has a second factor yet'],
    },
  };
}

/** A run that holds but for a finding that is admitted: sessions still work for a while after signing out. */
export function admittedRun(): ReportInput {
  const input = holdingRun();
  const surface = 'GET /api/consultations';
  const acceptedCases = [2, 5].map((number) =>
    sampleCase(input, {
      viewer: `a${number}`,
      owners: [number],
      surface,
      invariant: 'no-access-after-sign-out',
      what: 'consultation reason',
      where: '$.items[0].reason',
      attempt: { sessionState: 'signed-out' },
    }),
  );
  const [finding = ''] = acceptedCases.map(({ violation }) => violation.finding);
  return {
    ...input,
    acceptedCases,
    verdict: {
      ...input.verdict,
      residualRisk: null,
      invariants: input.verdict.invariants.map((result) =>
        result.id === 'no-access-after-sign-out' ? { ...result, accepted: 2 } : result,
      ),
      acceptedViolations: acceptedCases.map(({ violation }) => violation),
      accepted: [
        {
          what: 'finding',
          surface,
          ids: [finding],
          reason: 'Sessions live for 10 s after sign-out, by design',
          by: 'J. Doe, security',
          until: '2026-12-31',
          expired: false,
          violations: 2,
        },
      ],
    },
  };
}
