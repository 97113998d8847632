import { readSecrets, writeSecrets } from '../accounts/secrets.ts';
import { UsageError } from '../domain/errors.ts';
import type { Cohort } from '../domain/account.ts';
import type { HandOver } from '../exercise/worker-types.ts';
import { runPaths } from './run-folder.ts';

/** What the second half of a run needs from the first; it holds passwords and open sessions. */
export type RunSecrets = { cohorts: readonly Cohort[]; handOver: HandOver };

const key = () => process.env['CHAPERONE_KEY'];

/** In CI files outlive the job: there the secrets are kept encrypted or not at all. */
export function assertKeyInCi(): void {
  if (['', 'false', '0'].includes(process.env['CI'] ?? '') || key()) return;
  throw new UsageError(
    'CHAPERONE_KEY is not set, and in CI the accounts\u2019 secrets are kept encrypted or not at all.',
    'Set CHAPERONE_KEY to a long random value from the CI\u2019s secret store, the same for seed and verify.',
  );
}

/** Keeps a run's secrets, encrypted when CHAPERONE_KEY is set. */
export async function keepSecrets(folder: string, secrets: RunSecrets): Promise<void> {
  await writeSecrets(runPaths(folder).secrets, secrets, key());
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

function isRunSecrets(value: unknown): value is RunSecrets {
  const { cohorts, handOver } = (value ?? {}) as Partial<RunSecrets>;
  return (
    Array.isArray(cohorts) &&
    [handOver?.accounts, handOver?.sessions, handOver?.things].every(Array.isArray)
  );
}
