import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { Cohort } from '../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import type { Fact } from '../../harness/domain/ledger/fact.ts';
import { deriveLedger } from '../../harness/domain/ledger/ledger.ts';
import type { Phase } from '../../harness/domain/phase.ts';
import { surfaceUses } from '../../harness/domain/verdict/surface-use.ts';
import type { ReportInput } from '../input.ts';
import { sampleInvariants, samplePlan } from './sample-plan.ts';

const start = samplePlan.startedAt;
const patients = 27;

function cohortOf(number: number): Cohort {
  const account = number % 2 === 0 ? 'before' : 'after';
  return {
    region: number % 3 === 0 ? 'ie' : 'uk',
    call: ['audio', 'video', 'audio-then-video'][Math.floor(number / 2) % 3] ?? 'audio',
    account,
    session: account === 'after' || number % 4 === 0 ? 'after' : 'before',
    booking: account === 'after' || number % 5 > 2 ? 'after' : 'before',
  };
}

/** The accounts with a thing each, as a worker would have recorded them. */
function sampleFacts(): Fact[] {
  const numbers = Array.from({ length: patients + 3 }, (_, index) => index + 1);
  return numbers.flatMap((number): Fact[] => {
    const account = `a${number}`;
    const patient = number <= patients;
    const cohort = patient ? cohortOf(number) : {};
    const phase: Phase = cohort['account'] === 'after' ? 'after-update' : 'before-update';
    const created: Fact = {
      type: 'fact',
      fact: 'account-created',
      at: start,
      account,
      number,
      role: patient ? 'patient' : 'clinician',
      cohort,
      phase,
      ids: { patient: `pat_${number.toString(36).padStart(10, 'x')}` },
      secondFactor: number % 4 === 0,
    };
    if (!patient) return [created];
    const ids = { consultation: `con_${number}k3j9`, recording: `rec_${number}m2p8` };
    const thing = `${account}.1`;
    return [
      created,
      { type: 'fact', fact: 'thing-created', at: start, thing, owner: account, phase, ids },
    ];
  });
}

/** An attempt of a sample run; everything may be overridden. */
export function sampleAttempt(attempt: Partial<Attempt>): Attempt {
  const viewer = attempt.viewer ?? 'a1';
  return {
    type: 'attempt',
    id: `sweep-after.${viewer}.${attempt.surface}`,
    worker: 'sweep-after',
    part: 'sweep',
    phase: 'after-update',
    release: '1.5.0',
    viewer,
    session: viewer === anonymous ? null : `${viewer}.s1`,
    sessionState: viewer === anonymous ? 'none' : 'open',
    surface: 'GET /api/consultations',
    thing: null,
    variant: 'plain',
    channel: 'http',
    sentAt: start + 61_000,
    answeredAt: start + 61_040,
    outcome: viewer === anonymous ? 'denied' : 'granted',
    status: viewer === anonymous ? 401 : 200,
    headers: {},
    bytes: 2048,
    truncated: false,
    digests: [],
    sightings: [],
    items: null,
    ...attempt,
  };
}

function sampleAttempts(): Attempt[] {
  const viewers = Array.from({ length: patients + 3 }, (_, index) => `a${index + 1}`);
  const phases: Phase[] = ['before-update', 'after-update'];
  return phases.flatMap((phase) =>
    [...viewers, anonymous].flatMap((viewer, index) =>
      samplePlan.surfaces
        .filter((_, place) => index < patients || place % 3 !== 1)
        .map(({ id }) => sampleAttempt({ viewer, surface: id, phase })),
    ),
  );
}

/** A run in which everything was tried and nothing found. */
export function holdingRun(): ReportInput {
  const attempts = sampleAttempts();
  const ledger = deriveLedger(samplePlan, sampleFacts());
  return {
    plan: { ...samplePlan, update: { expected: true, name: 'switch-to-video' } },
    verdict: {
      schema: 1,
      deployment: samplePlan.deployment,
      url: samplePlan.url,
      release: '1.5.0',
      releaseBefore: '1.4.2',
      seed: samplePlan.seed,
      startedAt: new Date(start).toISOString(),
      durationMs: 48_300,
      verdict: 'holds',
      scope: 'default',
      reasons: [],
      accepted: [],
      acceptedViolations: [],
      invariants: sampleInvariants.map(({ id }, index) => ({
        id,
        verdict: 'holds',
        attempts: 410 - index * 17,
        granted: 152 - index * 8,
        violations: 0,
        accepted: 0,
      })),
      violations: [],
      causes: [],
      coverage: {
        accounts: 30,
        sweptAccounts: 30,
        surfaces: samplePlan.surfaces.length,
        attempts: 2310,
        strength: 3,
        cohortTuples: samplePlan.cohortTuples,
        cohortPairs: { covered: 121, total: 121 },
        late: [],
        unreachedSurfaces: [],
        whyUnreached: {},
        looksCommon: [],
        listsWithoutRows: [],
        passedOver: [],
        probes: [
          {
            id: 'foreign-ids',
            title: 'What is another’s, asked for by its id',
            tried: 1442,
            byStrangers: 1442,
            granted: 0,
            refused: 1430,
            unclear: 12,
            cut: 0,
            why: null,
          },
          {
            id: 'nested-ids',
            title: 'Own parent with foreign child, foreign parent with own child',
            tried: 0,
            byStrangers: 0,
            granted: 0,
            refused: 0,
            unclear: 0,
            cut: 0,
            why: 'it needs two ids in an address, and two accounts that have them',
          },
        ],
        releaseAsked: true,
        fieldsWithoutToken: ['GET /api/account $.createdAt', 'GET /api/consultations $[*].status'],
      },
      residualRisk: { accounts: 27, upper95: 0.105 },
      sensitivity: null,
      baseline: null,
    },
    ledger,
    kinds: new Map([...ledger.accounts].map(([id, { cohort }]) => [id, cohort])),
    signing: { narrowed: [], digests: [{ name: 'plan.json', sha256: 'ab'.repeat(32) }] },
    tried: surfaceUses(samplePlan.surfaces, attempts),
    invariants: sampleInvariants,
    covered: { probes: { covered: [], cut: [] }, levels: { covered: [], uncovered: [] } },
    reasonsByInvariant: {},
    cases: [],
    acceptedCases: [],
    uniqueValues: (number) => [`+4477009${String(number).padStart(5, '0')}`],
    tokenText: ({ account, field }) => `kqzx${account.toString(36)}v${field.toString(36)}h7n2m4`,
  };
}
