import { describe, expect, it } from 'vitest';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { Phase } from '../../domain/phase.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { judge, withFacts, withPlan } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { plan } from '../testing/plan-of-tests.ts';

const healthy = withPlan(healthyRun(), { openApi: '/openapi.json' });
const at = plan.startedAt + 1000;
const read = (phase: Phase, why: string | null = null): Fact => ({
  type: 'fact',
  fact: 'document-read',
  at,
  phase,
  why,
});
const uncovered = (phase: Phase, surface: string, open?: true): Fact => ({
  type: 'fact',
  fact: 'uncovered',
  at,
  phase,
  surface,
  why: 'no surface covers it',
  ...(open === undefined ? {} : { open }),
});
const reasonsOf = (run: Run) => judge(run).verdict.reasons;

describe('the deployment’s own document', () => {
  it('was read, and all of it is covered', () => {
    const { verdict } = judge(withFacts(healthy, read('after-update')));
    expect(verdict).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it('names an operation that no surface covers, and says whether it is new', () => {
    const run = withFacts(
      healthy,
      read('before-update'),
      uncovered('before-update', 'GET /old'),
      read('after-update'),
      uncovered('after-update', 'GET /old'),
      uncovered('after-update', 'GET /zz/{id}'),
    );
    expect(judge(run).verdict.verdict).toBe('inconclusive');
    expect(reasonsOf(run)).toEqual([
      'GET /zz/{id} is in the deployment’s OpenAPI document (/openapi.json), but no surface covers it (new with this update): add it to surfaces, or admit it in accept',
      'GET /old is in the deployment’s OpenAPI document (/openapi.json), but no surface covers it: add it to surfaces, or admit it in accept',
    ]);
  });

  it('names what writes only if it is new, and lists what was there before in the coverage', () => {
    const writes = (phase: Phase, surface: string): Fact => ({
      type: 'fact',
      fact: 'uncovered',
      at,
      phase,
      surface,
      why: 'no surface covers it',
      dataless: true,
    });
    const before: Fact = {
      type: 'fact',
      fact: 'document-read',
      at,
      phase: 'before-update',
      why: null,
      whole: true,
    };
    const facts = [
      writes('before-update', 'DELETE /me'),
      read('after-update'),
      writes('after-update', 'DELETE /me'),
    ];
    const same = judge(withFacts(healthy, before, ...facts)).verdict;
    expect(same).toMatchObject({ verdict: 'holds', reasons: [] });
    const listed = 'what changes things or gives no data in /openapi.json (1)';
    expect(same.coverage.unreachedSurfaces).toContain(listed);
    expect(same.coverage.whyUnreached[listed]).toContain('DELETE /me');
    const more = withFacts(healthy, before, ...facts, writes('after-update', 'PUT /visits/{id}'));
    expect(judge(more).verdict.verdict).toBe('inconclusive');
    expect(reasonsOf(more)).toEqual([
      'PUT /visits/{id} is in the deployment’s OpenAPI document (/openapi.json), but no surface covers it (new with this update): no account of this run performed it, and it is not tried as others, because it may change things: look at it, and admit it in accept',
    ]);
    const used = { ...writes('after-update', 'PUT /visits/{id}'), performed: true };
    expect(reasonsOf(withFacts(healthy, before, ...facts, used))).toEqual([]);
    // An earlier version did not record what writes, so that nothing can be said to be new.
    const old = withFacts(healthy, read('before-update'), ...facts);
    expect(judge(old).verdict.verdict).toBe('holds');
  });

  it('passes over what it says to be public, unless that is new', () => {
    const run = withFacts(
      healthy,
      read('before-update'),
      uncovered('before-update', 'GET /health', true),
      read('after-update'),
      uncovered('after-update', 'GET /health', true),
      uncovered('after-update', 'GET /debug', true),
    );
    expect(judge(run).verdict.verdict).toBe('inconclusive');
    expect(reasonsOf(run).join()).toMatch(
      /^GET \/debug is in .*\(new with this update\)[^,]*, or admit it in accept$/,
    );
  });

  it('says nothing of what is new where it was not read before', () => {
    const run = withFacts(healthy, read('after-update'), uncovered('after-update', 'GET /new'));
    expect(reasonsOf(run).join()).not.toContain('new with');
  });

  it('names one that somebody has admitted, by whatever name of its binding, until that has expired', () => {
    const run = withFacts(
      healthy,
      read('after-update'),
      uncovered('after-update', 'GET /new/{id}'),
    );
    const accept = { surface: 'GET /new/{visit}', reason: 'soon', by: 'Ada', until: '2026-01-31' };
    expect(judge(withPlan(run, { accept: [accept] })).verdict.verdict).toBe('holds');
    const expired = judge(withPlan(run, { accept: [{ ...accept, until: '2025-01-31' }] }));
    expect(expired.verdict.reasons.join()).toContain('GET /new/{id} is in');
  });

  it.each([
    [[], 'was not read after the update'],
    [[read('before-update')], 'was not read after the update'],
    [
      [read('after-update', 'GET /openapi.json answered 500')],
      'could not be read after the update: GET /openapi.json answered 500',
    ],
  ])('is missed where it was not read: %j', (facts, why) => {
    const run = withFacts(healthy, ...facts);
    expect(judge(run).verdict.verdict).toBe('inconclusive');
    expect(reasonsOf(run)).toEqual([`the deployment’s OpenAPI document (/openapi.json) ${why}`]);
  });
});

it('lists what an import could not reach, with why', () => {
  const unreached = [{ id: 'GET /x/{y}', why: 'nothing tells what {y} is' }];
  const { coverage } = judge(withPlan(healthyRun(), { unreached })).verdict;
  expect(coverage.unreachedSurfaces).toEqual(['GET /x/{y}']);
  expect(coverage.whyUnreached).toEqual({ 'GET /x/{y}': 'nothing tells what {y} is' });
});
