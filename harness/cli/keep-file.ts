import { existsSync } from 'node:fs';
import { UsageError } from '../domain/errors.ts';

/** Throws a UsageError when a file that is about to be written exists already, unless `force` was given. */
export function keepFile(file: string, force: true | undefined): void {
  if (!existsSync(file) || force !== undefined) return;
  throw new UsageError(
    `${file} is there already.`,
    'Name another file with --out, or write over it with --force.',
  );
}
