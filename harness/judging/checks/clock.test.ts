import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { judge, type Run } from '../testing/history-builder.ts';

const minute = 60_000;
const healthy = healthyRun();

/** The run with the clock set back by so much, from the update on. */
function setBack(by: number): Run {
  return {
    ...healthy,
    attempts: healthy.attempts.map((attempt) =>
      attempt.phase === 'before-update'
        ? attempt
        : { ...attempt, sentAt: attempt.sentAt - by, answeredAt: attempt.answeredAt - by },
    ),
  };
}

const reasons = (run: Run) =>
  judge(run).verdict.reasons.filter((reason) => reason.startsWith('the clock went back'));

describe('a clock that was set back during a run', () => {
  it('keeps it from holding, and says by which records', () => {
    const { startedAt } = healthy.plan;
    const longAgo = setBack(60 * minute);
    expect(judge(longAgo).verdict.verdict).not.toBe('holds');
    expect(reasons(longAgo)).toEqual([
      expect.stringContaining(`the run began at ${new Date(startedAt).toISOString()}`),
    ]);
    expect(reasons(longAgo)[0]).toContain('set this machine’s clock');
  });

  it('is told by the sides of the update, too, where all came after the run began', () => {
    const run = setBack(5 * minute);
    const plan = { ...healthy.plan, startedAt: healthy.plan.startedAt - 60 * minute };
    expect(reasons({ ...run, plan })).toEqual([expect.stringContaining('before the update at')]);
  });

  it('is nothing where it was corrected by seconds, or not at all', () => {
    expect(reasons(healthy)).toEqual([]);
    expect(reasons(setBack(5_000))).toEqual([]);
  });
});
