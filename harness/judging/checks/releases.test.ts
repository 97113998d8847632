import { describe, expect, it } from 'vitest';
import type { Phase } from '../../domain/phase.ts';
import type { ReleaseParts } from '../../domain/release.ts';
import { changed, judge, type Run, withPlan } from '../testing/history-builder.ts';
import { healthy, unchangedRelease } from '../testing/mishaps.ts';

/** The healthy run where the release is told in parts: its line is the same on both sides unless it is said otherwise. */
function told(before: ReleaseParts, after: ReleaseParts, sameRelease?: string): Run {
  const line = (parts: ReleaseParts) =>
    Object.entries(parts)
      .map((part) => part.join(' '))
      .join(', ');
  const sides = { 'before-update': before, 'after-update': after };
  const facts = healthy.facts.map((fact) =>
    fact.fact === 'release-read'
      ? { ...fact, release: line(sides[fact.phase]), parts: sides[fact.phase] }
      : fact,
  );
  const update = { expected: true, name: null };
  const attempts = (run: Run, phase: Phase) =>
    changed(run, { phase }, { release: line(sides[phase]) });
  return attempts(
    attempts(
      {
        ...healthy,
        facts,
        plan: {
          ...healthy.plan,
          update: sameRelease === undefined ? update : { ...update, sameRelease },
        },
      },
      'before-update',
    ),
    'after-update',
  );
}

const old = { build: '7', configuration: 'a' };

describe('a release in parts', () => {
  it('is updated where one of them changed, and the verdict has them all', () => {
    const { verdict } = judge(told(old, { build: '7', configuration: 'b' }));
    expect(verdict).toMatchObject({
      verdict: 'holds',
      releaseBefore: 'build 7, configuration a',
      release: 'build 7, configuration b',
      releaseParts: [
        { part: 'build', before: '7', after: '7' },
        { part: 'configuration', before: 'a', after: 'b' },
      ],
    });
  });

  it('is not, where none did', () => {
    const { verdict, reasons } = judge(told(old, old)).verdict;
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain('--same-release must say what it changed');
    expect(judge(told(old, old, 'cache TTL')).verdict.verdict).toBe('holds');
  });

  it.each<[string, ReleaseParts, string]>([
    ['changed', { build: '7', configuration: 'b' }, '(configuration)'],
    ['went', { build: '7' }, '(configuration)'],
    ['came', { ...old, flags: 'x' }, '(flags)'],
    // Both in one line are the same.
    ['hides in another', { build: '7, configuration a' }, '(build, configuration)'],
  ])('is inconclusive where it was to stay as it is, and one %s', (_, after, which) => {
    const { verdict, reasons } = judge(told(old, after, 'cache TTL')).verdict;
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain(`${which} with the update, and --same-release says`);
  });
});

describe('a run without an update', () => {
  const update = { expected: false, name: null, sameRelease: 'cache TTL' };

  it('is to meet the same release all the time', () => {
    const { sameRelease: _, ...without } = update;
    expect(judge(withPlan(unchangedRelease(), { update: without })).verdict.reasons).toEqual([]);
  });

  it('says once that another came', () => {
    const { reasons } = judge(withPlan(healthy, { update })).verdict;
    expect(reasons.filter((reason) => reason.includes('release changed'))).toEqual([
      'the release changed from 1.0 to 1.1 during the run, without an update in it',
    ]);
  });
});
