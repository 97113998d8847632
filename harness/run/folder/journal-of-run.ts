import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createLineSealer, isSealedHeader, openLines } from '../../accounts/sealed-lines.ts';
import { readVariable } from '../../domain/read-environment.ts';
import { UsageError } from '../../domain/errors.ts';
import { createJournal, type Journal, type JournalEntry } from '../../exercise/state/journal.ts';
import { runPaths } from './run-folder.ts';

const key = () => readVariable('CHAPERONE_KEY');
const ending = '.journal';

/** The folder of a run's secrets and journals. */
export function secretsFolder(folder: string): string {
  return dirname(runPaths(folder).secrets);
}

/**
 * Opens the journal of a worker: a file beside the run's secrets, as private and as encrypted as those. Each entry is
 * written before the call returns, so that it is there even if this process is killed next.
 */
export async function openJournal(
  secrets: string,
  worker: string,
): Promise<Journal & { close(): void }> {
  const passphrase = key();
  const sealer = passphrase === undefined ? null : await createLineSealer(passphrase);
  const path = await freePath(secrets, worker);
  const file = writing(path, () => {
    mkdirSync(secrets, { recursive: true, mode: 0o700 });
    return openSync(path, 'ax', 0o600);
  });
  const put = (line: string): void => writing(path, () => void writeSync(file, `${line}\n`));
  put(sealer?.header ?? JSON.stringify({ worker, at: Date.now() }));
  const write = (entry: JournalEntry): void => {
    const line = JSON.stringify(entry);
    put(sealer?.seal(line) ?? line);
  };
  return { ...createJournal(write), close: () => closeSync(file) };
}

/** Journals sort in the order in which they were opened. A worker may have several: one for each time it was begun. */
async function freePath(secrets: string, worker: string): Promise<string> {
  const count = (await journalFiles(secrets)).length;
  for (let number = count + 1; ; number += 1) {
    const path = join(secrets, `${String(number).padStart(3, '0')}-${worker}${ending}`);
    if (!existsSync(path)) return path;
  }
}

async function journalFiles(secrets: string): Promise<string[]> {
  const names = await readdir(secrets).catch(() => []);
  return names.filter((name) => name.endsWith(ending)).sort();
}

/**
 * Reads the journals of a run, the oldest first: the entries of each. A last line that was cut when its process was
 * killed is left out: what it was about was never asked of the deployment. Rejects with a UsageError when another line
 * cannot be read.
 */
export async function readJournals(folder: string): Promise<JournalEntry[][]> {
  const secrets = secretsFolder(folder);
  const journals: JournalEntry[][] = [];
  for (const name of await journalFiles(secrets))
    journals.push(await readJournal(join(secrets, name)));
  return journals;
}

async function readJournal(path: string): Promise<JournalEntry[]> {
  const text = await readFile(path, 'utf8');
  // Without its line feed, the last line is not whole.
  const [header = '', ...lines] = text.split('\n').slice(0, -1);
  const opened = isSealedHeader(header) ? await unsealed(path, header, lines) : lines;
  return opened.map((line) => {
    try {
      return JSON.parse(line ?? '') as JournalEntry;
    } catch {
      throw new UsageError(
        `${path} is damaged, or CHAPERONE_KEY is another.`,
        'Set CHAPERONE_KEY to the passphrase that the run began with.',
      );
    }
  });
}

async function unsealed(path: string, header: string, lines: readonly string[]) {
  const passphrase = key();
  if (passphrase !== undefined) return openLines(header, lines, passphrase);
  throw new UsageError(
    `${path} is encrypted, and CHAPERONE_KEY is not set.`,
    'Set CHAPERONE_KEY to the passphrase that the run began with.',
  );
}

/** Removes the journals of a run, once what they tell stands in its secrets. */
export async function forgetJournals(folder: string): Promise<void> {
  const secrets = secretsFolder(folder);
  for (const name of await journalFiles(secrets)) await rm(join(secrets, name), { force: true });
}

function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new UsageError(
      `What is made on the deployment could not be noted in ${path}: ${(error as Error).message}`,
      'Make room or give write permission there, then run again.',
      { cause: error },
    );
  }
}
