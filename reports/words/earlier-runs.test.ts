import { describe, expect, it } from 'vitest';
import type { EarlierTold } from '../../harness/domain/verdict/earlier-runs.ts';
import { indexHtml } from '../html/page.ts';
import { sampleEarlier, sampleEarlierRun } from '../testing/sample-earlier.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { earlierWords, kindOfRun, releasesOf, signOffOf } from './earlier-runs.ts';

const told = (change: Partial<EarlierTold>) =>
  earlierWords({ ...holdingRun(), earlier: { ...sampleEarlier(), ...change } }).join('\n');

describe('earlier runs in words', () => {
  it('say who signed, and that nobody verified it', () => {
    const words = told({});
    expect(words).toContain(
      'Signed off before: release 1.4.0 → 1.4.1, by Jane Roe, release manager on 1 November 2026 at 15:00 UTC, for app@sha256:abababababab…',
    );
    expect(words).toContain('Whose signature it is was not verified here');
  });

  it('say what changed since', () => {
    const words = told({});
    expect(words).toContain('Since then: 1 new violation on GET /api/recordings;');
    expect(words).toContain('Surfaces: 1 new (GET /replays); 0 gone; 10 as before.');
    expect(words).toContain('Coverage: 97 of 118 pairs of viewer and owner then, ');
    expect(words).not.toContain('not seen again');
    const { changes } = sampleEarlier();
    const unseen = changes && {
      ...changes,
      violations: { ...changes.violations, new: [], notJudged: changes.violations.new },
    };
    expect(told({ changes: unseen })).toContain('1 not seen again on GET /api/recordings');
  });

  it('say that there is none, that none is signed off, or that nothing can be told', () => {
    const none = { signedOff: null, changes: null, leftOut: [] };
    expect(told({ ...none, runs: [] })).toBe(
      'No earlier run of this deployment was found in reports/runs.',
    );
    expect(told(none)).toBe('None of the earlier runs there is signed off.');
    expect(earlierWords({ ...holdingRun(), earlier: null }).join()).toContain('is damaged');
    expect(earlierWords(holdingRun())).toEqual([]);
    expect(told({})).toContain('Left out: 1 folder in reports/runs');
  });

  it('tell a gate and a narrowed run from a whole one', () => {
    const kinds = (
      [
        ['gate', true],
        ['default', true],
        ['default', false],
        ['thorough', false],
      ] as const
    ).map(([scope, narrowed]) => kindOfRun({ scope, narrowed }));
    expect(kinds).toEqual(['gate', 'narrowed run', 'whole run', 'thorough run']);
  });

  it('tell a release without an update alone, and a sign-off that does not fit', () => {
    expect(releasesOf(sampleEarlierRun({ releaseBefore: null }))).toBe('1.4.2');
    expect(signOffOf(sampleEarlierRun({ signOff: { state: 'bad' } }))).toContain('does not fit');
  });
});

describe('the section of earlier runs', () => {
  const section = (earlier: EarlierTold | null | undefined) =>
    /<section id="earlier">[\s\S]*?<\/section>/.exec(
      indexHtml({ ...holdingRun(), earlier }, new Map()),
    )?.[0];

  it('draws each run and this run, by verdict and by how much was looked at', () => {
    const page = section(sampleEarlier()) ?? '';
    expect(page.match(/class="share"/g)).toHaveLength(11);
    const marks = [...page.matchAll(/class="mark ([\w ]+)"/g)].map(([, look]) => look);
    expect(marks).toEqual([
      'holds hollow',
      'inconclusive hollow',
      'holds',
      'violated',
      'violated',
      'violated hollow',
      'holds hollow',
      'inconclusive',
      'holds hollow',
      'holds',
      'holds',
    ]);
    expect(page).toContain('aria-label="Verdicts of 11 runs, the earliest first: holds, ');
    expect(page.indexOf('1.4.2-run9')).toBeLessThan(page.indexOf('1.4.2-run0'));
  });

  it('is left out where nobody noted them, and shows no markup of another run', () => {
    expect(section(undefined)).toBe(undefined);
    const hostile = sampleEarlierRun({ name: '<img src=x>', release: '"><script>' });
    const page = section({ ...sampleEarlier(), runs: [hostile], folder: '<b>' }) ?? '';
    expect(page).not.toMatch(/<img|<script|<b>/);
    expect(page).toContain('&lt;img');
  });
});
