import { describe, expect, it } from 'vitest';
import { describe as inWords, judgeStep, playwrightTotals, sum, vitestTotals } from './totals.mjs';

const green = { passed: 3, failed: 0, skipped: 0 };

describe('totals', () => {
  it("are read from vitest's report, where a file that does not load is a failure", () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{}] },
        { status: 'passed', assertionResults: [{}] },
      ],
    };
    expect(vitestTotals(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it("are read from Playwright's report", () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightTotals({ stats })).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });

  it('are added up and put in words', () => {
    expect(inWords(sum([green, green]))).toBe('6 passed, 0 failed');
    expect(inWords(sum([green, { ...green, skipped: 1 }]))).toBe('6 passed, 0 failed, 1 skipped');
    expect(inWords(sum([]))).toBe('0 passed, 0 failed');
  });
});

describe('judgeStep', () => {
  const step = { name: 'unit', code: 0, totals: green, counts: true };

  it('has nothing to say of a step that passed', () => {
    expect(judgeStep(step)).toEqual({ totals: green, complaint: undefined });
    expect(judgeStep({ ...step, totals: undefined, counts: false }).complaint).toBeUndefined();
  });

  it.each([
    ['a failing exit code', { code: 1 }, 'unit failed (exit code 1)'],
    ['no report', { totals: undefined }, 'unit ran no test'],
    ['no test', { totals: { passed: 0, failed: 0, skipped: 9 } }, 'unit ran no test'],
  ])('never counts zero failures after %s', (_, changes, complaint) => {
    const judged = judgeStep({ ...step, ...changes });
    expect(judged.complaint).toBe(complaint);
    expect(judged.totals.failed).toBe(1);
  });

  it('keeps the number of failures that the report has', () => {
    const totals = { passed: 1, failed: 4, skipped: 0 };
    expect(judgeStep({ ...step, code: 1, totals }).totals).toEqual(totals);
  });
});
