import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PartStatus } from '../../domain/fact.ts';
import { openHistoryFile } from '../../exercise/state/history-file.ts';
import { runPaths } from './run-folder.ts';

/**
 * Writes into the history that a run ended early, in a file of its own: its workers are closed by then.
 * `what` is what ended, in words: `the update`. Where even that cannot be written nothing is: a history that
 * is incomplete says so itself.
 */
export function noteEnd(
  folder: string,
  what: string,
  status: Exclude<PartStatus, 'completed'>,
  why: string,
): void {
  const name = `ended-${what.replaceAll(' ', '-')}`;
  try {
    const file = openHistoryFile(folder, name, 'run');
    file.append({ type: 'fact', fact: 'part-ended', at: Date.now(), part: what, status, why });
    file.close();
  } catch {
    rmSync(join(runPaths(folder).history, `${name}.ndjson`), { force: true });
  }
}
