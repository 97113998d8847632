import { UsageError } from '../domain/errors.ts';
import type { SavedWorker } from '../exercise/seed/saved-worker.ts';
import { failuresInWords } from '../judging/checks/failures.ts';
import { readHistory } from './conclude.ts';
import type { Run } from './folder/new-run.ts';

/** So many kinds of failure are told. */
const mostTold = 10;

/**
 * Rejects with a UsageError where accounts should have booked before the update and no booking is there: verifying could
 * come to nothing but that.
 */
export async function assertSeeded(
  { folder, plan, cohorts }: Pick<Run, 'folder' | 'plan' | 'cohorts'>,
  { things }: SavedWorker,
): Promise<void> {
  const shouldBook = cohorts.some(
    ({ account, booking }) => account === 'before' && booking === 'before',
  );
  if (!plan.parts.includes('sweep') || !shouldBook || things.length > 0) return;
  const failures = failuresInWords((await readHistory(folder)).history.facts);
  throw new UsageError(
    [
      'No consultation was created: there is nothing to protect.',
      ...failures.slice(0, mostTold),
    ].join('\n  - '),
    'Put that right in the deployment definition, then seed again.',
  );
}
