import type { Worker } from '../exercise/worker/worker.ts';
import { plantLeaks } from '../sensitivity/plant-leaks.ts';
import type { Recorded } from './recorded-before.ts';

/**
 * Share of the sweep's time that planting may take, and the least time for it, in milliseconds. On a quiet machine it needs
 * about the share; while properties and scenarios run beside it, it takes longer and delays nothing.
 */
const most = { share: 0.1, least: 10_000 };
/** Time for it at the end of the scenarios of one process, in milliseconds. */
const mostOfPages = 4000;
/** Share of a gate's time for it. */
const shareOfGate = 0.04;

/**
 * Plants leaks in answers that the sweep kept, to see which would have been noticed.
 * @param earlier what was recorded before the update: it is judged with what came after it
 * @param took milliseconds that the sweep took
 * @param until milliseconds since the epoch at which the sweep had to end
 */
export async function plantInAnswers(
  worker: Worker,
  earlier: Recorded,
  { took, until }: { took: number; until: number },
): Promise<void> {
  const { budget } = worker.plan;
  const time =
    budget === undefined ? Math.max(most.least, took * most.share) : budget * shareOfGate;
  const end = Math.min(until, Date.now() + time);
  await plantLeaks(worker, { earlier, isLate: () => Date.now() >= end });
}

/** Plants leaks in pages that a worker of the scenarios was shown, or says why it kept none of them. */
export async function plantInPages(worker: Worker): Promise<void> {
  if (worker.pageSamples.size + worker.unsampled.size === 0) return;
  const end = Date.now() + mostOfPages;
  const earlier = { facts: [], attempts: [] };
  await plantLeaks(worker, { earlier, isLate: () => Date.now() >= end });
}
