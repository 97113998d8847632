import { expect, it } from 'vitest';
import type { Trend } from '../../run/comparing/trend.ts';
import { trendInWords } from './trend-in-words.ts';

/** Runs with names as long as real ones, each with this many faults that persist. */
function trendOf(runs: number, faults: number): Trend {
  const persisting = Array.from({ length: faults }, (_, index) => ({
    finding: `finding${index}`,
    invariant: 'no-foreign-listing',
    surface: 'GET /x',
    kind: 'leak' as const,
    ids: [],
    accepted: false,
    example: { what: 'title', where: `$[${index}].title`, probe: 'own-views', variant: 'plain' },
  }));
  const coverage = { surfaces: 9, unreachedSurfaces: 0 };
  return {
    deployment: 'Clinic',
    signedOff: null,
    notes: [],
    leftOut: [],
    runs: Array.from({ length: runs }, (_, index) => ({
      run: {
        name: `2020.5-20261128T15283${index}Z-139p1e`,
        release: '2020.6.1',
        scope: 'thorough',
        verdict: 'inconclusive',
        coverage,
        residualRisk: null,
      },
      faults,
      change: { new: [], gone: [], notJudged: [], persisting },
      signOff: { state: 'unchecked', by: null, why: [] },
    })),
  } as unknown as Trend;
}

it('fits a terminal of 100 columns', () => {
  const [heads] = [trendInWords(trendOf(10, 0))];
  expect(Math.max(...heads.map((line) => line.length))).toBeLessThanOrEqual(100);
});

it('tells a few changes of the last runs, and how many more there are', () => {
  const lines = trendInWords(trendOf(10, 22));
  expect(lines.filter((line) => line.includes('persisting: '))).toHaveLength(15);
  expect(lines).toContain('  and 17 more');
  expect(lines).toContain('and changes in 7 earlier runs');
  expect(lines).toContain(
    '  persisting: finding1  leak, no-foreign-listing, on GET /x: title at $[1].title, by own-views',
  );
});

it('tells all of few changes, and of none nothing', () => {
  expect(trendInWords(trendOf(1, 5)).join('\n')).not.toContain('more');
  expect(trendInWords(trendOf(1, 0)).join('\n')).not.toContain('All of it');
});
