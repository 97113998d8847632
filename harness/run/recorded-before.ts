import { collectHistory, type History } from '../domain/history/history.ts';
import { linesOf } from './folder/lines-of.ts';
import { historyFiles } from './folder/run-folder.ts';

/** Facts and attempts of a part of a run. */
export type Recorded = Pick<History, 'facts' | 'attempts'>;

/** What the sweep recorded before the update: the same worker's later records are judged with it while the run goes on. */
export async function recordedBefore(folder: string): Promise<Recorded> {
  const files = (await historyFiles(folder)).filter(({ name }) => name.startsWith('sweep-before'));
  return collectHistory(
    files.map(({ name, path }) => ({ name, lines: linesOf(path) })),
    [],
    { sealKey: null, plan: '', sealed: false },
  );
}
