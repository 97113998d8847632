import { describe, expect, it } from 'vitest';
import { indexHtml } from '../../html/page.ts';
import { summaryMarkdown } from '../../summary.ts';
import { inconclusiveRun } from '../../testing/samples.ts';
import { reasonsOf } from './reasons.ts';
import { unchecked } from './unchecked.ts';

describe('reasonsOf', () => {
  it('says the cause first, and then what it concerns', () => {
    const input = inconclusiveRun();
    const told = (reason: string) =>
      reasonsOf({ ...input, verdict: { ...input.verdict, reasons: [reason] } })[0];
    expect(told('file: was lost')).toEqual({ why: 'file: was lost', concerns: '' });
    expect(told('own-access: not tried: GET /a')).toEqual({
      why: 'not tried: GET /a',
      concerns: 'own-access',
    });
    const judged = input.verdict.invariants.filter(({ verdict }) => verdict !== 'inapplicable');
    expect(told(`${judged.map(({ id }) => id).join(', ')}: no`)?.concerns).toBe('all invariants');
  });

  it('says once why invariants are inconclusive, and what several do not apply for', () => {
    const input = inconclusiveRun();
    const [why = ''] = input.reasonsByInvariant['own-access'] ?? [];
    const { invariants } = input.verdict;
    const alike = {
      ...input,
      verdict: {
        ...input.verdict,
        invariants: invariants.map((one) =>
          one.id === 'no-foreign-listing' ? { ...one, verdict: 'inconclusive' as const } : one,
        ),
      },
      reasonsByInvariant: { ...input.reasonsByInvariant, 'no-foreign-listing': [why] },
    };
    expect(unchecked(alike).filter(({ why: told }) => told.startsWith('inconclusive'))).toEqual([
      { what: expect.stringMatching(/ and /), why: 'inconclusive: the reasons stand above' },
    ]);
    for (const report of [indexHtml(alike, new Map()), summaryMarkdown(alike)])
      expect(report.split('had expired before the update was over')).toHaveLength(2);
  });
});
