import type { Result } from 'sarif';
import type { Verdict } from '../../harness/domain/verdict/verdict.ts';

/**
 * Tells of a violation's id whether it is new since the baseline; nothing where there was none. What the baseline has and
 * the run did not see (`absent`) is left out: GitHub would open an alert for it.
 */
export function baselineStates({
  baseline,
}: Pick<Verdict, 'baseline'>): (id: string) => Pick<Result, 'baselineState'> {
  if (baseline === null) return () => ({});
  const persisting = new Set(baseline.persisting);
  return (id) => ({ baselineState: persisting.has(id) ? 'unchanged' : 'new' });
}
