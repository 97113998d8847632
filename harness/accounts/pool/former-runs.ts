import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';

/** A run that used an account of the pool, and the account's number in it. Its tokens carry both. */
export type FormerRun = { run: number; number: number };

/** Most runs that are kept; a file of so many has 40 kB. The earliest are dropped. */
const mostRuns = 1000;

/** The runs that used the account `key`, the earliest first. */
export function formerRuns(folder: string, key: string): FormerRun[] {
  let text: string;
  try {
    text = readFileSync(fileOf(folder, key), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw failure(folder, error);
  }
  return text.split('\n').flatMap((line) => {
    const [, run, number] = /^(\d{1,10}) (\d{1,10})$/.exec(line) ?? [];
    return run === undefined ? [] : [{ run: Number(run), number: Number(number) }];
  });
}

/** Adds a run to those that used an account. Only the holder of the lease may call this. */
export function rememberRun(folder: string, key: string, one: FormerRun): void {
  const runs = [...formerRuns(folder, key), one].slice(-mostRuns);
  const file = fileOf(folder, key);
  try {
    writeFileSync(`${file}.new`, runs.map(({ run, number }) => `${run} ${number}\n`).join(''));
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw failure(folder, error);
  }
}

const fileOf = (folder: string, key: string): string => join(folder, `${key}.runs`);

function failure(folder: string, error: unknown): UsageError {
  return new UsageError(
    `which runs had an account before could not be read or written in ${folder}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    'Mend its permissions, or name another folder in accounts.leases of the deployment definition.',
    { cause: error },
  );
}
