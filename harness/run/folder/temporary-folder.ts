import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

/** Creates a folder for temporary files. `remove`, or the end of this process in any way, removes it. */
export function temporaryFolder(what: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `chaperone-${what}-`));
  folders.add(path);
  return { path, remove: () => remove(path) };
}

function remove(path: string): void {
  folders.delete(path);
  // Child processes that are ending may still write there, so removing is retried.
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

process.on('exit', () => {
  for (const path of folders) remove(path);
});
