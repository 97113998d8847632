import { now } from '../../domain/clock.ts';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PartStatus } from '../../domain/ledger/fact.ts';
import { sealKeyFrom } from '../../domain/history/seal.ts';
import { openHistoryFile } from '../../exercise/state/history-file.ts';
import type { Run } from './new-run.ts';
import { runPaths } from './run-folder.ts';

/**
 * Records that a run ended early, in a history file of its own, because the workers are closed by then. If the file
 * cannot be written, it is removed: an incomplete history makes the run inconclusive anyway.
 * @param what the step that ended, such as `the update`
 */
export function noteEnd(
  { folder, idKey }: Pick<Run, 'folder' | 'idKey'>,
  what: string,
  status: Exclude<PartStatus, 'completed'>,
  why: string,
): void {
  const name = `ended-${what.replaceAll(' ', '-')}`;
  // It was noted by an earlier call of the same command.
  if (existsSync(join(runPaths(folder).history, `${name}.ndjson`))) return;
  try {
    const file = openHistoryFile(folder, name, 'run', sealKeyFrom(idKey));
    file.append({ type: 'fact', fact: 'part-ended', at: now(), part: what, status, why });
    file.close();
  } catch {
    rmSync(join(runPaths(folder).history, `${name}.ndjson`), { force: true });
  }
}
