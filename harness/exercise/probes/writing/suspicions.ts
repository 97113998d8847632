import { changesBetween, looksIn, trialsIn } from '../../../domain/attempts/write-trial.ts';
import type { Worker } from '../../worker/worker.ts';
import type { Trial } from './trial.ts';

/** The trials in which the owner has seen something change: by a write, or by itself. */
export function changedTrials(
  { recorded }: Pick<Worker, 'recorded'>,
  trials: readonly Trial[],
): Trial[] {
  const attempts = trialsIn(recorded.attempts);
  return trials.filter(({ id, kind, thing }) => {
    // What is another's turns up in nobody's lists by itself, and what a write makes is known by its tokens.
    if (kind === 'given' || thing === null) return false;
    const [first, ...later] = looksIn(attempts.get(id) ?? []).values();
    return first !== undefined && later.some((look) => changesBetween(first, look).length > 0);
  });
}
