import type { LookedAgain } from '../../domain/verdict/changes.ts';
import { UsageError } from '../../domain/errors.ts';
import { judgeRun } from '../../judging/judge.ts';
import { baselineOf } from '../baseline/baseline-text.ts';
import { readHistory } from '../conclude.ts';

/**
 * Judges both runs again from their histories, the later one as if the earlier were its baseline: what is gone is told
 * by the rule that tells what is fixed. A run whose history is not there looked at nothing.
 */
export async function lookAgain(earlier: string, later: string): Promise<LookedAgain> {
  try {
    const [before, after] = [await readHistory(earlier), await readHistory(later)];
    const known = baselineOf(before.plan, judgeRun(before));
    const baseline = {
      ...known,
      // Ids come back, and findings are what runs are compared by.
      violations: known.violations.map((fault) => ({ ...fault, id: fault.finding })),
    };
    const planned = { file: before.plan.name, digest: '' };
    const plan = { ...after.plan, baseline: planned };
    const { verdict } = judgeRun({ plan, history: after.history, baseline });
    const clean = new Set(verdict.baseline?.fixed.map(({ id }) => id));
    const unseen = new Set(verdict.baseline?.notLookedAt.map(({ id }) => id));
    const all = baseline.violations.map(({ finding }) => finding);
    const seen = new Set(all.filter((finding) => !clean.has(finding) && !unseen.has(finding)));
    return { seen, clean };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { seen: new Set(), clean: new Set() };
  }
}
