import { describe, expect, it } from 'vitest';
import { channels } from '../../harness/domain/attempts/attempt.ts';
import { surfaceUses } from '../../harness/domain/verdict/surface-use.ts';
import { holdingRun, sampleAttempt } from '../testing/sample-run.ts';
import { inconclusiveRun, sampleCase, violatedRun, withCases } from '../testing/samples.ts';
import { cohortWords } from './causes/cohort.ts';
import { count, enumerate } from './counting.ts';
import { headline } from './headline.ts';
import { impact } from './causes/impact.ts';
import { residualRisk } from './coverage/residual-risk.ts';
import { whoSawWhose } from './violations/seen.ts';
import { stories } from './violations/stories.ts';
import { sessionWords, since, storyTitle } from './violations/story.ts';
import { duration } from './time.ts';
import { unchecked } from './coverage/unchecked.ts';

const input = holdingRun();
const leak = {
  viewer: 'a5',
  owners: [2],
  surface: 'GET /api/recordings',
  invariant: 'no-foreign-listing',
  what: 'recording title',
  where: '$.items[0].title',
};
const byOwnSignature = {
  variant: 'swapped',
  lent: true,
  session: null,
  sessionState: 'none',
} as const;
const run = (...leaks: Partial<Parameters<typeof sampleCase>[1]>[]) =>
  withCases(
    input,
    leaks.map((more) => sampleCase(input, { ...leak, ...more })),
  );

describe('headline', () => {
  it.each([
    ['patients', {}, 'This release shows patients other patients’ recordings.'],
    [
      'anonymous',
      { viewer: 'anonymous' },
      'This release shows patients’ recordings to people who are not signed in.',
    ],
    ['staff', { viewer: 'a28' }, 'This release shows staff recordings that are not theirs to see.'],
    [
      'unknown things',
      { surface: 'GET /x/{y}' },
      'This release shows patients other patients’ data.',
    ],
    [
      'lockout',
      { more: { kind: 'lockout' as const } },
      'This release keeps people from their own recordings.',
    ],
    [
      'exposure',
      { more: { kind: 'exposure' as const } },
      'This release hands out other people’s credentials.',
    ],
    [
      'a right that had ended',
      { invariant: 'no-access-after-revocation' },
      'This release shows patients other patients’ recordings, after the right to that had ended.',
    ],
    [
      'a link that had ended',
      { viewer: 'anonymous', invariant: 'no-access-after-revocation' },
      'This release shows patients’ recordings to people who are not signed in, by links that had ended.',
    ],
    [
      'the signature of a link that the viewer had been given',
      { more: { variant: 'swapped' }, attempt: byOwnSignature },
      'This release shows patients other patients’ recordings, by links that were put together from links of their own.',
    ],
    [
      'own data',
      { viewer: 'a2' },
      'This release breaks a rule: Nobody lists another’s consultations.',
    ],
  ])('says what happened: %s', (_, more, words) => {
    expect(headline(run(more))).toEqual({ words, advice: 'Do not ship.' });
  });

  it('tells the gravest of several', () => {
    const lockout = { more: { kind: 'lockout' as const } };
    expect(headline(run(lockout, {})).words).toContain('shows patients other patients’');
  });

  it('does not blame the update for what was there before it', () => {
    const { words, advice } = headline(run({ more: { phase: 'before-update' } }));
    expect(words).toMatch(/^The release before the update shows/);
    expect(advice).not.toContain('Do not ship');
  });

  it('never sounds like a pass where it is none', () => {
    expect(headline(input).words).toBe('Nobody saw anyone else’s data in what was checked.');
    expect(headline(inconclusiveRun())).toEqual({
      words: 'This run can’t say whether people see only their own data.',
      advice: 'Do not take it for a pass.',
    });
  });
});

describe('impact', () => {
  it('counts who and whose, and finds what they have in common', () => {
    expect(impact(violatedRun())).toEqual([
      '4 of 30 accounts received data of 7 other accounts and of people unknown to this run, on 3 surfaces.',
      'What they have in common: region uk, call audio-then-video. 4 other accounts of that kind looked, and saw nothing of others’.',
      'None of it was seen before the update to 1.5.0.',
    ]);
  });

  it('names whose it was, where they are few', () => {
    expect(impact(run({}))[0]).toMatch(
      /received data of 1 other account, patient of .* \(a2\), on 1 surface/,
    );
  });

  it('asks whether what was seen of staff alone is meant to be seen', () => {
    const asks = 'All of them are staff (clinician): if people are meant to see that';
    expect(impact(run({ owners: [28] }))[1]).toContain(asks);
    expect(impact(run({ owners: [28] }, {})).join(' ')).not.toContain('staff');
  });

  it('is silent on the update where the surface was not tried before it', () => {
    const tried = input.tried.map((use) => ({ ...use, beforeUpdate: false }));
    expect(impact({ ...run({}), tried }).join(' ')).not.toContain('before the update to');
  });

  it('says nothing of a run without foreign data', () => {
    expect(impact(input)).toEqual([]);
    expect(impact(run({ more: { kind: 'lockout' } }))).toEqual([]);
  });
});

describe('whoSawWhose', () => {
  it('tells each viewer, owner and surface once, whatever places they were seen at', () => {
    const further = { viewer: 'a7', owners: ['a2', null], within: new Map<string, Set<string>>() };
    const cases = [{ ...leak, owners: [2, 26] }, leak, { ...leak, surface: 'GET /replays' }].map(
      (each) => sampleCase(input, each),
    );
    const [first, ...others] = cases;
    if (first === undefined) throw new Error('no case');
    const received = [...first.received, further];
    expect(whoSawWhose(withCases(input, [{ ...first, received }, ...others]))).toEqual([
      { viewer: 'a5', owner: 'a2', surface: leak.surface },
      { viewer: 'a5', owner: 'a26', surface: leak.surface },
      { viewer: 'a7', owner: 'a2', surface: leak.surface },
      { viewer: 'a7', owner: null, surface: leak.surface },
      { viewer: 'a5', owner: 'a2', surface: 'GET /replays' },
    ]);
  });
});

describe('stories', () => {
  it('tells one fault once, by what could be repeated, else by a text before an id', () => {
    const violated = stories(violatedRun());
    expect(violated.map(({ others }) => others.length)).toEqual([21, 3, 3]);
    expect(violated[0]?.lead.reproduction?.reproduced).toBe(true);
    const [story] = stories(
      run({ kind: 'id', more: { id: 'by-id' } }, { more: { id: 'by-text' } }),
    );
    expect(story?.lead.violation.id).toBe('by-text');
  });

  it('puts the gravest first', () => {
    const order = stories(run({ invariant: 'own-access', more: { kind: 'lockout' } }, {}));
    expect(order.map(({ lead }) => lead.violation.invariant)).toEqual([
      'no-foreign-listing',
      'own-access',
    ]);
  });

  it('names who saw whose what', () => {
    const title = (more: Partial<Parameters<typeof sampleCase>[1]>) =>
      storyTitle(input, sampleCase(input, { ...leak, ...more }));
    const viewer = 'patient of region uk, call audio-then-video, no. 2 (a5)';
    const whose = 'patient of region uk, call video, no. 1 (a2)’s recording title';
    expect(title({})).toBe(`${viewer} received ${whose}`);
    expect(title({ owners: [null] })).toBe(
      `${viewer} received an unknown person’s recording title`,
    );
    expect(title({ viewer: 'anonymous' })).toBe(`somebody not signed in received ${whose}`);
    expect(title({ attempt: byOwnSignature })).toBe(`${viewer} received ${whose}`);
    expect(title({ viewer: 'a2', attempt: { sessionState: 'signed-out' } })).toBe(
      'patient of region uk, call video, no. 1 (a2)’s recording title still came after sign-out',
    );
  });

  it('says what had ended', () => {
    const words = (more: Partial<Parameters<typeof sampleCase>[1]>) =>
      sessionWords(sampleCase(input, { ...leak, ...more }));
    expect(words({})).toBe('signed in');
    expect(words({ invariant: 'no-access-after-revocation' })).toBe(
      'signed in, after the right to it had ended',
    );
    expect(words({ viewer: 'anonymous', attempt: { variant: 'expired' } })).toBe(
      'without a session, by a link that had ended',
    );
    expect(words({ attempt: byOwnSignature })).toBe(
      'without a session, by the signature of a link of their own',
    );
  });

  it('dates a fault as far as the run can tell', () => {
    const [item] = run({}).cases;
    if (item === undefined) throw new Error('no case');
    expect(since(run({}), item)).toBe(
      'since the update switch-to-video to 1.5.0; not seen before it',
    );
    expect(since({ ...run({}), tried: [] }, item)).toContain('not tried before it');
    const both = run({}, { viewer: 'a7', more: { phase: 'before-update' } });
    expect(since(both, item)).toContain('for other accounts already before it');
    const [, other] = both.cases;
    expect(other && since(both, other)).toBe('before the update only');
  });
});

describe('residualRisk', () => {
  it('counts accounts, and never looks better than it is', () => {
    const risky = {
      ...input,
      verdict: { ...input.verdict, residualRisk: { accounts: 27, upper95: 0.10501 } },
    };
    expect(residualRisk(risky).join(' ')).toContain(
      'If affected accounts were spread at random, at most 10.6% of accounts are affected (95 %). This counts 27 accounts, never attempts.',
    );
  });

  it('gives no figure unless the run holds', () => {
    expect(residualRisk(violatedRun()).join(' ')).not.toContain('%');
  });
});

describe('unchecked', () => {
  it('leaves nothing out that was not checked', () => {
    const what = unchecked(inconclusiveRun()).map((one) => one.what);
    expect(what).toEqual([
      'Nothing comes before the second factor',
      'Everybody lists and streams all of their own',
      'GET /api/exports/{export}',
      'Rows of GET /api/clinicians',
      'The properties and scenarios',
      'What else owners see of GET /api/account',
      '2 fields',
      '21 of 118 combinations of 3 of factor levels',
    ]);
  });

  it('tells where a definition made up the release', () => {
    const told = (releaseAsked: boolean | null) => {
      const coverage = { ...input.verdict.coverage, releaseAsked };
      return unchecked({ ...input, verdict: { ...input.verdict, coverage } });
    };
    expect(told(false).map(({ what }) => what)).toContain('Which release runs');
    expect(told(true)).toEqual(told(null));
  });

  it('counts what browsers lost apart from what Chaperone did not read to the end', () => {
    const surface = 'GET /films/{film}';
    const attempts = [...channels, 'media' as const].flatMap((channel) =>
      [true, false].map((truncated) => sampleAttempt({ surface, channel, truncated })),
    );
    const told = unchecked({ ...input, tried: surfaceUses([], attempts) });
    expect(told).toContainEqual({
      what: '2 answers',
      why: expect.stringContaining('not read to the end: too long'),
    });
    expect(told).toContainEqual({
      what: '3 answers in browsers',
      why: expect.stringContaining('the browser no longer had the body'),
    });
  });
});

describe('small words', () => {
  it('read well', () => {
    expect(count(1, 'account')).toBe('1 account');
    expect(count(2310, 'attempt')).toBe('2,310 attempts');
    expect(enumerate(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
    expect([400, 65_000, 4_800_000].map(duration)).toEqual(['0 s', '1 min 5 s', '1 h 20 min']);
    expect(cohortWords({ region: 'uk', account: 'before', session: 'after' })).toBe(
      'region uk; account from before, session from after the update',
    );
    expect(cohortWords({})).toBe('');
  });
});
