import { collectHistory } from '../domain/history/history.ts';
import type { Worker } from '../exercise/worker/worker.ts';
import { plantLeaks } from '../sensitivity/plant-leaks.ts';
import { linesOf } from './folder/lines-of.ts';
import { historyFiles } from './folder/run-folder.ts';

/** Share of the sweep's time that planting may take. */
const share = 0.1;
/** Least time for planting, in milliseconds. */
const least = 2000;

/**
 * Plants leaks in answers that the sweep kept, with all that was recorded before it.
 * @param took milliseconds that the sweep took
 */
export async function plantInAnswers(worker: Worker, folder: string): Promise<void> {
  const began = performance.now();
  const files = (await historyFiles(folder)).filter(({ name }) => name.startsWith('sweep-before'));
  const earlier = await collectHistory(
    files.map(({ name, path }) => ({ name, lines: linesOf(path) })),
    [],
    { sealKey: null, plan: '', sealed: false },
  );
  const read = performance.now();
  const count = await plantLeaks(worker, { earlier, until: Date.now() + 20_000 });
  console.error('planted', count, 'read', read - began, 'plant', performance.now() - read);
}
