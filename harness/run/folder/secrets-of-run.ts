import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSecrets, writeSecrets } from '../../accounts/secrets.ts';
import { isCi, readVariable } from '../../domain/environment.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Cohort } from '../../domain/account.ts';
import type { HandOver } from '../../exercise/seed/hand-over.ts';
import { runPaths } from './run-folder.ts';

/** What the second half of a run needs from the first; it holds passwords and open sessions. */
export type RunSecrets = { cohorts: readonly Cohort[]; idKey: string; handOver: HandOver };

const key = () => readVariable('CHAPERONE_KEY');

/** Told before anything is sent. In CI files outlive the job: there the secrets are kept encrypted or not at all. */
export function assertKey(): void {
  if (key() !== undefined || !isCi()) return;
  throw new UsageError(
    'CHAPERONE_KEY is not set, and in CI the accounts\u2019 secrets are kept encrypted or not at all.',
    'Set CHAPERONE_KEY to a long random value from the CI\u2019s secret store, the same for seed and verify.',
  );
}

/** Keeps a run's secrets, encrypted when CHAPERONE_KEY is set. */
export async function keepSecrets(folder: string, secrets: RunSecrets): Promise<void> {
  await ignoreInGit();
  await writeSecrets(runPaths(folder).secrets, secrets, key());
}

/** The folder of secrets says itself that it is not to be committed, whatever the project's .gitignore says. */
async function ignoreInGit(): Promise<void> {
  await mkdir('.chaperone', { recursive: true, mode: 0o700 }).catch(() => undefined);
  // A disk that is full is told by what is written next.
  await writeFile(join('.chaperone', '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined);
}

/** Throws a UsageError when they are missing, unreadable or of another shape. */
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

/** Removes what was kept of a run's secrets. */
export async function forgetSecrets(folder: string): Promise<void> {
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
