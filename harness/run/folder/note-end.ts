import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PartStatus } from '../../domain/fact.ts';
import { openHistoryFile } from '../../exercise/state/history-file.ts';
import { runPaths } from './run-folder.ts';

/**
 * Records that a run ended early, in a history file of its own, because the workers are closed by then. If the file
 * cannot be written, it is removed: an incomplete history makes the run inconclusive anyway.
 * @param what the step that ended, such as `the update`
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
