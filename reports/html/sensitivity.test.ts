import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../terminal.ts';
import { summaryMarkdown } from '../summary.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { sampleSensitivity } from '../testing/sample-sensitivity.ts';
import type { ReportInput } from '../input.ts';
import { acceptedInWords } from '../words/accepted.ts';
import { sensitivitySection } from './sensitivity.ts';

const told = (change: Partial<ReportInput['verdict']>, plan: Partial<ReportInput['plan']> = {}) => {
  const run = holdingRun();
  const input = {
    ...run,
    plan: { ...run.plan, parts: ['sweep' as const], ...plan },
    verdict: { ...run.verdict, ...change },
  };
  const terminal = renderTerminal(input, { colour: false, width: 300, folder: 'run' });
  return {
    page: (sensitivitySection(input)?.markup ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
    terminal,
    summary: summaryMarkdown(input),
  };
};
const line =
  'Of 61 leaks planted in its answers, 54 would have been noticed; 4 would have made it inconclusive; 3 would have passed, on GET /api/consultations and GET /api/pulses. Nothing was planted on GET /api/notifications and shown GET /replays.';

describe('what would have been noticed', () => {
  it('is one line in terminal, summary and report', () => {
    const { page, terminal, summary } = told({ sensitivity: sampleSensitivity });
    expect(terminal).toContain(line);
    expect(summary.replaceAll('\\', '')).toContain(line);
    expect(page).toContain(line);
  });

  it('names by surface what would pass, with the remedy, and what was admitted', () => {
    const whyUntried = [
      {
        surface: 'GET /api/notifications',
        why: 'fewer than two patients were granted anything of their own',
      },
      { surface: 'shown GET /replays', why: 'it is a page as a browser showed it' },
    ];
    const { page } = told({ sensitivity: { ...sampleSensitivity, whyUntried } });
    expect(page).toContain('a row of another account in one’s own list would pass (accepted)');
    expect(page).toContain('one value of another account in one’s own record would pass');
    expect(page).toContain('plant a token in one of its fields');
    expect(page).toContain('nothing of anybody: every owner was answered the same');
    expect(page).toContain(
      'GET /api/notifications: fewer than two patients were granted anything of their own',
    );
    expect(page).toContain('shown GET /replays: it is a page as a browser showed it');
  });

  it('says where the time was over before all kinds of leaks were planted', () => {
    const surfaces = sampleSensitivity.surfaces.map((here) => ({
      ...here,
      cut: here.planted === 31 ? 'the time for it was over' : null,
    }));
    const { page } = told({ sensitivity: { ...sampleSensitivity, surfaces } });
    expect(page).toContain(
      `${line} On 1 surface not all kinds of leaks were: the time for it was over.`,
    );
    expect(page).toMatch(
      /GET \/api\/consultations not all kinds of leaks were planted: the time for it was over/,
    );
  });

  it.each([
    ['GET /api/pulses', false],
    ['GET /api/notifications', false],
    ['GET /api/account', false],
    ['GET /api/replays', true],
  ])('says whether what is admitted as blind would be noticed anyway: %s', (surface, isNoticed) => {
    const run = holdingRun();
    const [consultations] = sampleSensitivity.surfaces.slice(1, 2);
    if (consultations === undefined) throw new Error('the sample has no consultations');
    const replays = { ...consultations, surface: 'GET /api/replays', blind: [] };
    const surfaces = [...sampleSensitivity.surfaces, replays];
    const entry = {
      what: 'blind',
      surface,
      reason: 'meant',
      by: 'Ann',
      until: '2999-12-31',
    } as const;
    const accepted = [{ ...entry, ids: [], expired: false, violations: 0 }];
    const sensitivity = { ...sampleSensitivity, surfaces };
    const [words] = acceptedInWords({ ...run, verdict: { ...run.verdict, accepted, sensitivity } });
    expect(words?.why).toBe(
      isNoticed ? 'meant; no planted leak would have passed there in this run' : 'meant',
    );
  });

  it('says so where nothing was planted', () => {
    expect(told({ sensitivity: null }).page).toContain('No leaks were planted in its answers');
    expect(told({ sensitivity: null }, { planted: true }).page).toContain(
      'No leak could be planted in its answers',
    );
  });

  it('is not told of a run without a sweep', () => {
    const { page, terminal, summary } = told({ sensitivity: null }, { parts: ['properties'] });
    expect(page).toBe('');
    expect(terminal + summary).not.toContain('planted');
  });
});
