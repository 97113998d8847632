import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Cohort, Role } from '../../domain/accounts/account.ts';
import { decodeText } from '../../domain/decode-text.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { marksOf } from './account-marks.ts';
import { parsePoolCsv } from './pool-csv.ts';
import { resolveSecrets } from './pool-secrets.ts';

/** An existing account, as in an accounts file. */
export type PoolAccount = {
  /** Default: `patient`. */
  role: Role;
  cohort: Cohort;
  /** The credentials that `signIn` needs. `"env:NAME"` in the file stands for an environment variable. */
  credentials: Readonly<Record<string, string>>;
  /** Server-given ids. Default: none. */
  ids: Ids;
};

/** Whether an account fits a cohort: no level that the account gives differs from the cohort's. */
export function fitsCohort({ cohort: own }: Pick<PoolAccount, 'cohort'>, cohort: Cohort): boolean {
  return Object.entries(own).every(([factor, level]) => (cohort[factor] ?? level) === level);
}

const texts = z.record(z.string(), z.string());

const poolSchema = z
  .array(
    z.strictObject({
      role: z.string().min(1).default('patient'),
      cohort: texts,
      credentials: texts.refine((credentials) => Object.keys(credentials).length > 0, {
        error:
          'needs at least one credential, such as { "email": "…", "password": "env:A1_PASSWORD" }',
      }),
      ids: texts.default({}),
    }),
  )
  .min(1, { error: 'holds no account' });

/**
 * Reads an accounts file: a JSON array of `{ role?, cohort, credentials, ids? }`, or CSV (`.csv`) with a column for
 * each of them. Two entries for one account are refused, because its own data would look foreign. Rejects with a
 * UsageError.
 */
export async function readPool(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly PoolAccount[]> {
  const { entries, placeOf, placesOf } = await readEntries(file);
  const accounts = entries.map((account, index) => ({
    ...account,
    credentials: resolveSecrets(account.credentials, environment, `${file}, ${placeOf(index)}`),
  }));
  refuseDuplicates(file, accounts, placesOf);
  return accounts;
}

/** The entries of a file, and functions that describe their places: `entry 3`, `line 4`. */
type Entries = {
  entries: readonly PoolAccount[];
  placeOf(index: number): string;
  placesOf(one: number, other: number): string;
};

async function readEntries(file: string): Promise<Entries> {
  const text = await readText(file);
  if (!/\.csv$/i.test(file)) {
    const entries = check(
      parseJson(text, file),
      file,
      'Write a JSON array of { "role"?, "cohort", "credentials", "ids"? }.',
    );
    return {
      entries,
      placeOf: (index) => `entry ${index + 1}`,
      placesOf: (one, other) => `entries ${one + 1} and ${other + 1}`,
    };
  }
  const rows = parsePoolCsv(text, file);
  const lineOf = (index: number) => rows[index]?.line ?? '?';
  const placeOf = (index: number) => `line ${lineOf(index)}`;
  rows.forEach(({ entry: { credentials } }, index) => {
    if (Object.keys(credentials).length > 0) return;
    throw new UsageError(
      `${file}, ${placeOf(index)}: no column credentials.<name> has a value`,
      'Fill in at least one, e.g. credentials.email and credentials.password (env:A1_PASSWORD).',
    );
  });
  const remedy =
    'Write a header such as role,cohort.region,credentials.email, and a line for each account.';
  return {
    entries: check(
      rows.map(({ entry }) => entry),
      file,
      remedy,
    ),
    placeOf,
    placesOf: (one, other) => `lines ${lineOf(one)} and ${lineOf(other)}`,
  };
}

function check(value: unknown, file: string, remedy: string): PoolAccount[] {
  const parsed = poolSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `the accounts file ${file} is not valid:\n${z.prettifyError(parsed.error)}`,
    remedy,
  );
}

async function readText(file: string): Promise<string> {
  try {
    return decodeText(await readFile(file));
  } catch (error) {
    throw new UsageError(
      `cannot read the accounts file ${file}`,
      'Check accounts.pool in the deployment definition; it is relative to that file.',
      { cause: error },
    );
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error has no cause, because the parser's message quotes the text, which holds passwords.
    throw new UsageError(
      `the accounts file ${file} is not JSON`,
      'Look for a missing comma or quote; a CSV file has a name that ends in .csv.',
    );
  }
}

function refuseDuplicates(
  file: string,
  accounts: readonly PoolAccount[],
  placesOf: Entries['placesOf'],
): void {
  const seen = new Map<string, number>();
  const clashes: string[] = [];
  accounts.forEach((account, index) => {
    for (const [name, value] of marksOf(account)) {
      const first = seen.get(`${name} ${value}`);
      if (first === undefined) seen.set(`${name} ${value}`, index);
      else clashes.push(`${placesOf(first, index)} have the same ${name}`);
    }
  });
  if (clashes.length === 0) return;
  throw new UsageError(
    `the accounts file ${file} names accounts twice:\n${clashes.join('\n')}`,
    'Keep one entry for each account.',
  );
}
