import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Cohort, Role } from '../domain/account.ts';
import { UsageError } from '../domain/errors.ts';
import type { Ids } from '../domain/thing.ts';

/** An account that exists already. */
export type PoolAccount = {
  /** Default `patient`. */
  role: Role;
  cohort: Cohort;
  /** What `signIn` needs. `"env:NAME"` in the file stands for an environment variable. */
  credentials: Readonly<Record<string, string>>;
  /** Server-given ids. Default none. */
  ids: Ids;
};

/** Whether an account can stand for a cohort: what it says of itself is so there. */
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
 * Reads an accounts file: a JSON array of `{ role?, cohort, credentials, ids? }`. Two entries for one account
 * would make its own data look like another's, so they are refused.
 */
export async function readPool(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly PoolAccount[]> {
  const parsed = poolSchema.safeParse(await readJson(file));
  if (!parsed.success) {
    throw new UsageError(
      `the accounts file ${file} is not valid:\n${z.prettifyError(parsed.error)}`,
      'Write a JSON array of { "role"?, "cohort", "credentials", "ids"? }.',
    );
  }
  const accounts = parsed.data.map((account, index) => ({
    ...account,
    credentials: resolveSecrets(account.credentials, environment, `${file}, entry ${index + 1}`),
  }));
  refuseDuplicates(file, accounts);
  return accounts;
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `cannot read the accounts file ${file}`,
      'Check accounts.pool in the deployment definition; it is relative to that file.',
      { cause: error },
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: its message quotes the text, and passwords are in it.
    throw new UsageError(
      `the accounts file ${file} is not JSON`,
      'Look for a missing comma or quote.',
    );
  }
}

function resolveSecrets(
  credentials: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
  place: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => {
      if (!value.startsWith('env:')) return [name, value];
      const variable = value.slice('env:'.length);
      const resolved = environment[variable];
      if (resolved === undefined || resolved === '') {
        throw new UsageError(
          `${place}: ${name} is to come from ${variable}, which is not set`,
          `Set ${variable} in the environment or in .env.`,
        );
      }
      return [name, resolved];
    }),
  );
}

// What names an account, whatever its case. Passwords may be the same.
const identifying = /^(e-?mail|user(name)?|login|phone|totpsecret)$/i;

function refuseDuplicates(file: string, accounts: readonly PoolAccount[]): void {
  const seen = new Map<string, number>();
  const clashes: string[] = [];
  accounts.forEach(({ credentials, ids }, index) => {
    const marks = [
      ['credentials', JSON.stringify(credentials, Object.keys(credentials).toSorted())],
      ...Object.entries(credentials)
        .filter(([name]) => identifying.test(name))
        .map(([name, value]) => [`credentials.${name}`, value.toLowerCase()]),
      ...Object.entries(ids).map(([name, value]) => [`ids.${name}`, value]),
    ];
    for (const [name = '', value = ''] of marks) {
      const first = seen.get(`${name} ${value}`);
      if (first === undefined) seen.set(`${name} ${value}`, index);
      else clashes.push(`entries ${first + 1} and ${index + 1} have the same ${name}`);
    }
  });
  if (clashes.length === 0) return;
  throw new UsageError(
    `the accounts file ${file} names accounts twice:\n${clashes.join('\n')}`,
    'Keep one entry for each account.',
  );
}
