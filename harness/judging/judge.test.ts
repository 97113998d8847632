import { describe, expect, it } from 'vitest';
import { invariantIds } from '../domain/verdict/invariant.ts';
import type { Invariant } from './rules/invariant.ts';
import { invariants } from './rules/catalogue.ts';
import { judgeRun } from './judge.ts';
import { pathKey } from './evidence/signs/path-key.ts';
import { healthyRun } from './testing/healthy-run.ts';
import { also, judge, tokenOf, withFacts, withPlan } from './testing/history-builder.ts';
import { unchangedRelease } from './testing/mishaps.ts';
import { plan, surfaces } from './testing/plan-of-tests.ts';

const healthy = healthyRun();
const like = { viewer: 'a2', surface: surfaces.list.id, outcome: 'granted' } as const;
const row = (index: number) => ({ sightings: [tokenOf(1, 1, `$.items[${index}].reason`)] });

describe('judgeRun', () => {
  it('judges every invariant, each by the rule of its own name', () => {
    expect(invariants.map(({ id }) => id)).toEqual(invariantIds);
    expect(judge(healthy).verdict.invariants.map(({ id }) => id)).toEqual(invariantIds);
  });

  it('gives the share of accounts that can be affected at most', () => {
    expect(judge(healthy).verdict.residualRisk).toEqual({ accounts: 4, upper95: 0.527 });
  });

  it('takes times from the records, and none from the clock', () => {
    const { startedAt, durationMs, release, releaseBefore } = judge(healthy).verdict;
    expect({ startedAt, release, releaseBefore }).toEqual({
      startedAt: '2026-01-01T00:00:00.000Z',
      release: '1.1',
      releaseBefore: '1.0',
    });
    const last = Math.max(
      ...healthy.facts.map(({ at }) => at),
      ...healthy.attempts.map(({ answeredAt }) => answeredAt),
    );
    expect(durationMs).toBe(last - plan.startedAt);
  });

  it.each<[string, string | null, object]>([
    ['as it is', 'https://clinic.test', { url: 'https://clinic.test' }],
    ['its path too', 'https://clinic.test:8443/eu', { url: 'https://clinic.test:8443/eu/' }],
    [
      'without what may be secret',
      'https://clinic.test/eu',
      { url: 'https://user:hunter2@clinic.test/eu?key=s3cret#token' },
    ],
    ['not that of one started for the run', null, { url: 'http://127.0.0.1:3', embedded: true }],
    ['not one that cannot be read', null, { url: 'clinic' }],
  ])('names the address of the deployment: %s', (_, url, change) => {
    expect(judge(withPlan(healthy, change)).verdict.url).toBe(url);
  });

  it('holds where the release was to stay as it is, and did; and tells what changed instead', () => {
    const update = { expected: true, name: null };
    const sameRelease = 'cache TTL 60 → 300';
    const told = judge(withPlan(unchangedRelease(), { update: { ...update, sameRelease } }));
    expect(told.verdict).toMatchObject({ verdict: 'holds', release: '1.0', sameRelease });
    const untold = judge(withPlan(unchangedRelease(), { update }));
    expect(untold.verdict.verdict).toBe('inconclusive');
    expect(untold.verdict).not.toHaveProperty('sameRelease');
  });

  it('counts one fault once, however often it was seen and in whichever row', () => {
    const run = also(also(healthy, like, row(3)), like, row(12));
    const { verdict, cases } = judge(run);
    expect(verdict.violations).toHaveLength(1);
    expect(verdict.violations[0]).toMatchObject({
      count: 2,
      kind: 'leak',
      invariant: 'no-foreign-listing',
      viewer: { account: 'a2' },
      owner: { account: 'a1' },
    });
    expect(cases[0]?.attempts.map(({ id }) => id)).toEqual([
      `more-${healthy.attempts.length}`,
      `more-${healthy.attempts.length + 1}`,
    ]);
    expect(judge(also(healthy, like, row(7))).verdict.violations[0]?.id).toBe(
      verdict.violations[0]?.id,
    );
  });

  it('tells faults of other owners, places and phases of the path apart', () => {
    const other = also(also(healthy, like, row(3)), like, {
      sightings: [tokenOf(0, 1, '$.items[3].title')],
    });
    expect(judge(other).verdict.violations).toHaveLength(2);
  });

  it('gives a violation the reproduction that showed it', () => {
    const run = also(healthy, like, row(3));
    const id = run.attempts.at(-1)?.id ?? '';
    const fact = {
      type: 'fact',
      fact: 'reproduction',
      at: plan.startedAt,
      attempts: [id],
      steps: ['1. books'],
      reproduced: true,
      replay: 'npx vitest',
    } as const;
    expect(judge(withFacts(run, fact)).cases[0]?.reproduction).toEqual(fact);
  });

  it('goes on when a rule breaks: that one is inconclusive', () => {
    const broken: Invariant = {
      id: 'broken',
      title: '',
      severity: 'high',
      references: [],
      help: '',
      judge: () => {
        throw new Error('no such thing');
      },
    };
    const { verdict } = judgeRun({ plan: healthy.plan, history: { ...healthy } }, [
      ...invariants,
      broken,
    ]);
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reasons).toEqual(['broken: could not be judged: no such thing']);
  });

  it('says once what several invariants lack for one reason', () => {
    const described = {
      kind: 'request',
      id: 'GET /unused',
      gives: 'read',
      needs: [],
      imported: false,
    } as const;
    const { reasons } = judge(
      withPlan(healthy, { surfaces: [...plan.surfaces, described] }),
    ).verdict;
    expect(reasons).toHaveLength(1);
    // The same cause on another surface is no other reason, though it concerns another invariant.
    const list = { ...described, id: 'GET /unused-too', gives: 'list' } as const;
    const both = judge(withPlan(healthy, { surfaces: [...plan.surfaces, described, list] }));
    expect(both.verdict.reasons).toEqual([
      expect.stringMatching(
        /^no-foreign-listing, no-foreign-reading, .*: GET \/unused, GET \/unused-too$/,
      ),
    ]);
  });

  it('says of what kind the accounts are for which something failed', () => {
    const failed = (level: string, session: string) =>
      ({
        type: 'fact',
        fact: 'failed',
        at: plan.startedAt,
        account: null,
        cohort: { plan: level, session },
        what: 'account',
        why: 'closed',
      }) as const;
    const reasonsOf = (...facts: ReturnType<typeof failed>[]) =>
      judge({ ...healthy, facts: [...healthy.facts, ...facts] }).verdict.reasons;
    expect(reasonsOf(failed('gold', 'after'))).toEqual([
      'account failed: closed (plan gold, session after)',
    ]);
    expect(reasonsOf(failed('gold', 'after'), failed('gold', 'before'))).toEqual([
      'account failed: closed (2 times, plan gold)',
    ]);
    expect(reasonsOf(failed('gold', 'after'), failed('basic', 'before'))).toEqual([
      'account failed: closed (2 times)',
    ]);
  });

  it('lists fields without a token by path, each once', () => {
    const at = (where: string) =>
      ({
        type: 'fact',
        fact: 'unmarked-field',
        at: plan.startedAt,
        surface: 'GET /a',
        where,
      }) as const;
    const { coverage } = judge(withFacts(healthy, at('$[1].b'), at('$[2].b'), at('$.a'))).verdict;
    expect(coverage.fieldsWithoutToken).toEqual(['GET /a $.a', 'GET /a $[].b']);
  });

  it('counts pairs of levels only where a refusal was paired', () => {
    expect(judge(healthy).verdict.coverage.cohortPairs).toEqual({ covered: 16, total: 16 });
    const attempts = healthy.attempts.map((one) =>
      one.viewer === 'a1' && one.outcome === 'granted' ? { ...one, variant: 'range' } : one,
    );
    const alone = attempts.filter((one) => one.thing === 'a1.1' || one.outcome === 'granted');
    expect(judge({ ...healthy, attempts: alone }).verdict.coverage.cohortPairs).toEqual({
      covered: 0,
      total: 16,
    });
  });

  it('does not let accounts of properties and scenarios stand for the sweep’s', () => {
    const fact = {
      type: 'fact',
      fact: 'account-created',
      at: plan.startedAt,
      account: 'a300',
      number: 300,
      role: 'patient',
      cohort: { region: 'uk' },
      phase: 'after-update',
      ids: {},
      secondFactor: false,
    } as const;
    expect(judge(withFacts(healthy, { ...fact, part: 'properties' })).verdict.verdict).toBe(
      'holds',
    );
    expect(judge(withFacts(healthy, fact)).verdict.verdict).toBe('inconclusive');
  });
});

describe('pathKey', () => {
  it.each([
    ['$.items[3].title', '$.items[].title'],
    ['byte 1042', 'byte '],
    ['$.byId.rec_8f3a91c2.title', '$.byId.*.title'],
    ['li 4', 'li '],
  ])('%s', (where, key) => expect(pathKey(where)).toBe(key));

  it('is as quick about a key of any length', () => {
    const long = '$.' + 'a'.repeat(400_000);
    expect(pathKey(`${long}[7]`) === `${long}[]`).toBe(true);
  });
});

describe('the catalogue', () => {
  it('names each invariant once, with help and references', () => {
    expect(new Set(invariants.map(({ id }) => id)).size).toBe(invariants.length);
    for (const { title, help, references } of invariants) {
      expect(title).not.toBe('');
      expect(help.length).toBeGreaterThan(40);
      expect(references.some((reference) => reference.startsWith('CWE-'))).toBe(true);
    }
  });
});
