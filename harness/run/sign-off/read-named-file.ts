import { readFile } from 'node:fs/promises';
import { UsageError } from '../../domain/errors.ts';

/** The text of a file that the user named: a key, or a statement. Rejects with a UsageError where it cannot be read. */
export async function readNamedFile(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `The ${what} ${file} could not be read (${code}).`,
      'Name a file that is there, and that this user may read.',
      { cause: error },
    );
  }
}
