import { stat } from 'node:fs/promises';
import { UsageError } from '../../domain/errors.ts';

/** Plans, verdicts and sign-offs are far smaller (bytes). */
const largest = 32 * 1024 * 1024;

/**
 * Rejects with a UsageError where a file of a run lies there and is no plain file (a pipe would be waited for without an
 * end), or is larger than any that Chaperone writes. A file that is missing is whoever reads it to tell of.
 */
export async function assertPlainFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || (found.isFile() && found.size <= largest)) return;
  throw new UsageError(
    `${path} is no file of a run: ${found.isFile() ? 'it is too large' : 'it is no plain file'}.`,
    'Take its folder out of the folder of runs.',
  );
}
