import type { EarlierRun, EarlierTold } from '../../harness/domain/verdict/earlier-runs.ts';

const day = 24 * 60 * 60 * 1000;
const last = Date.parse('2026-11-21T13:09:00Z');
const none: EarlierRun['signOff'] = { state: 'none' };

/** An earlier run of the sample deployment; everything may be overridden. */
export function sampleEarlierRun(more: Partial<EarlierRun> = {}): EarlierRun {
  return {
    name: '1.4.2-20261121T130900Z',
    release: '1.4.2',
    releaseBefore: '1.4.1',
    endedAt: new Date(last).toISOString(),
    verdict: 'holds',
    scope: 'default',
    narrowed: false,
    violations: 0,
    reasons: 0,
    attempts: 2290,
    surfaces: { covered: 11, total: 11 },
    pairs: { covered: 97, total: 118 },
    signOff: none,
    ...more,
  };
}

const signed = sampleEarlierRun({
  name: '1.4.1-20261101T130900Z',
  release: '1.4.1',
  releaseBefore: '1.4.0',
  endedAt: '2026-11-01T13:09:48.000Z',
  signOff: {
    state: 'unchecked',
    by: 'Jane Roe, release manager',
    signedAt: '2026-11-01T15:00:00.000Z',
    despite: false,
    subjects: [{ name: 'app', sha256: 'ab'.repeat(32) }],
  },
});

const inconclusive = { verdict: 'inconclusive', reasons: 2 } as const;
const violated = { verdict: 'violated', violations: 12 } as const;
const gate = { scope: 'gate', narrowed: true, pairs: { covered: 40, total: 118 } } as const;

/** Ten earlier runs of each sort, after one that was signed off. */
export function sampleEarlier(): EarlierTold {
  const sorts: readonly Partial<EarlierRun>[] = [
    gate,
    { ...gate, ...inconclusive },
    {},
    violated,
    { ...violated, violations: 3, signOff: { state: 'bad' } },
    { ...gate, ...violated, violations: 1 },
    gate,
    inconclusive,
    { narrowed: true },
    { scope: 'thorough' },
  ];
  const fault = {
    finding: 'f1',
    invariant: 'no-foreign-listing',
    surface: 'GET /api/recordings',
    kind: 'leak',
    ids: ['v1'],
    accepted: false,
  } as const;
  return {
    schema: 1,
    folder: 'reports/runs',
    runs: sorts.map((sort, index) => {
      const endedAt = new Date(last - (sorts.length - index) * day).toISOString();
      return sampleEarlierRun({ name: `1.4.2-run${index}`, endedAt, ...sort });
    }),
    signedOff: { run: signed, seen: { surfaces: [], faults: [] } },
    leftOut: ['half-there'],
    changes: {
      violations: { new: [fault], gone: [], notJudged: [], persisting: [] },
      surfaces: { new: ['GET /replays'], gone: [], common: 10 },
    },
  };
}
