import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

/** Makes a folder for temporary files. It is removed by `remove`, or when this process ends, however it does. */
export function temporaryFolder(what: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `chaperone-${what}-`));
  folders.add(path);
  return { path, remove: () => remove(path) };
}

function remove(path: string): void {
  folders.delete(path);
  // What ends beside us may still be writing there.
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

process.on('exit', () => {
  for (const path of folders) remove(path);
});
