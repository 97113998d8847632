import { basename, dirname } from 'node:path';
import { writeFiles } from '../../reports/write-files.ts';
import { UsageError } from '../domain/errors.ts';

/**
 * Writes a file whole or not at all.
 * @param again what the user does once there is room, e.g. `sign off again`
 * @throws UsageError that says why it could not be written; what lay there is as it was.
 */
export async function writeOneFile(file: string, content: string, again: string): Promise<void> {
  try {
    await writeFiles(dirname(file), [{ path: basename(file), content }]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, `Make room (or allow writing there), then ${again}.`, {
      cause: error,
    });
  }
}
