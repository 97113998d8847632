import type { Result } from 'sarif';
import type { Verdict } from '../../harness/domain/verdict.ts';

/** What a verdict says of a baseline, where it was compared with one. */
type Compared = {
  baseline?: { new: readonly string[]; persisting: readonly string[] } | null;
};

/**
 * Tells of a violation's id whether it is new since the baseline; nothing where there was none. What the baseline has and
 * the run did not see (`absent`) is left out: GitHub would open an alert for it.
 */
export function baselineStates(
  verdict: Verdict & Compared,
): (id: string) => Pick<Result, 'baselineState'> {
  const { baseline } = verdict;
  if (baseline === undefined || baseline === null) return () => ({});
  const persisting = new Set(baseline.persisting);
  return (id) => ({ baselineState: persisting.has(id) ? 'unchanged' : 'new' });
}
