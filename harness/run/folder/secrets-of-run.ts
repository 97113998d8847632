import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSecrets, writeSecrets } from '../../accounts/secrets.ts';
import { isCi, readVariable } from '../../domain/read-environment.ts';
import { sealKeyFrom } from '../../domain/history/seal.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { SavedWorker } from '../../exercise/seed/saved-worker.ts';
import { replayJournals, type Replayed } from '../../exercise/seed/replay-journals.ts';
import type { Intent } from '../../exercise/state/journal.ts';
import { readJournals } from './journal-of-run.ts';
import { recordFolder, runPaths } from './run-folder.ts';

/** What the second half of a run needs from the first. It holds passwords and open sessions. */
export type RunSecrets = {
  cohorts: readonly Cohort[];
  idKey: string;
  /** The history is sealed with a key derived from `idKey`. Absent in secrets of earlier versions, which sealed nothing. */
  sealed?: true;
  handOver: SavedWorker;
  /** What `clean` found asked for and not answered, and could not settle. Default: nothing. */
  unanswered?: readonly Intent[];
};

const key = () => readVariable('CHAPERONE_KEY');

/** Characters that a key has at least: whoever gets the encrypted file can try short ones through. */
const leastCharacters = 16;

/**
 * Throws a UsageError when CHAPERONE_KEY is missing in CI, where files outlive the job, so that secrets must be
 * encrypted, and when it is short enough to be guessed. Call this before any request is sent.
 */
export function assertKey(): void {
  const { length } = key() ?? '';
  if (length >= leastCharacters || (length === 0 && !isCi())) return;
  if (length > 0)
    throw new UsageError(
      `CHAPERONE_KEY is shorter than ${leastCharacters} characters.`,
      'Make one with `openssl rand -base64 32`, the same for seed and verify.',
    );
  throw new UsageError(
    'CHAPERONE_KEY is not set, and in CI the accounts\u2019 secrets are kept encrypted or not at all.',
    'Set CHAPERONE_KEY to a long random value from the CI\u2019s secret store, the same for seed and verify.',
  );
}

/** Writes the secrets of a run, encrypted if CHAPERONE_KEY is set. */
export async function keepSecrets(folder: string, secrets: RunSecrets): Promise<void> {
  await ignoreInGit();
  await writeSecrets(runPaths(folder).secrets, secrets, key());
  await recordFolder(folder);
}

/** Writes a .gitignore into the folder of secrets, so that git ignores it whatever the project's .gitignore says. */
async function ignoreInGit(): Promise<void> {
  await mkdir('.chaperone', { recursive: true, mode: 0o700 }).catch(() => undefined);
  // Failures are ignored here: if the disk is full, writing the secrets fails next.
  await writeFile(join('.chaperone', '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined);
}

/** Reads the secrets of a run. Rejects with a UsageError when they are missing, unreadable or damaged. */
export async function recallSecrets(folder: string): Promise<RunSecrets> {
  const file = runPaths(folder).secrets;
  const secrets = await readSecrets(file, key());
  if (!isRunSecrets(secrets)) {
    throw new UsageError(
      `${file} is damaged or of another version.`,
      'Seed a new run with `chaperone seed`.',
    );
  }
  return secrets;
}

/** Reads the secrets of a run, with what its journals tell of what was made since. */
export async function recallAll(folder: string): Promise<RunSecrets & Replayed> {
  const secrets = await recallSecrets(folder);
  const { handOver, unanswered = [] } = secrets;
  return { ...secrets, ...replayJournals({ handOver, unanswered }, await readJournals(folder)) };
}

/** The key that a run's history is sealed with; null for a run that an earlier version seeded. */
export function sealKeyOf({ idKey, sealed }: Pick<RunSecrets, 'idKey' | 'sealed'>): string | null {
  return sealed === true ? sealKeyFrom(idKey) : null;
}

/** Reads the key that a run's history is sealed with. Null where its secrets are not there, or do not open. */
export async function recallSealKey(folder: string): Promise<string | null> {
  try {
    return sealKeyOf(await recallSecrets(folder));
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

/** Removes the secrets of a run. They go before the journals, without which they would name what is removed already. */
export async function forgetSecrets(folder: string): Promise<void> {
  await rm(runPaths(folder).secrets, { force: true });
  await rm(dirname(runPaths(folder).secrets), { recursive: true, force: true });
}

function isRunSecrets(value: unknown): value is RunSecrets {
  const { cohorts, idKey, handOver } = (value ?? {}) as Partial<RunSecrets>;
  return (
    typeof idKey === 'string' &&
    idKey !== '' &&
    Array.isArray(cohorts) &&
    [handOver?.accounts, handOver?.sessions, handOver?.things, handOver?.shares].every(
      Array.isArray,
    )
  );
}
