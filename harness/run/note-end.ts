import { openHistoryFile } from '../exercise/history-file.ts';

/**
 * Writes into the history that a run ended early, in a file of its own: its workers are closed by then.
 * `what` is what ended, in words: `the update`. Nothing to be done where even that cannot be written: a
 * history that is incomplete says so itself.
 */
export function noteEnd(folder: string, what: string, status: 'failed' | 'interrupted', why: string): void {
  try {
    const file = openHistoryFile(folder, `ended-${what.replaceAll(' ', '-')}`, 'run');
    file.append({ type: 'fact', fact: 'part-ended', at: Date.now(), part: what, status, why });
    file.close();
  } catch {
    // See above.
  }
}
