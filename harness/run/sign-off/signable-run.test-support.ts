import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSecrets } from '../../accounts/secrets.ts';
import { parts } from '../../domain/attempts/attempt.ts';
import { sealKeyFrom } from '../../domain/history/seal.ts';
import type { Plan } from '../../domain/plan.ts';
import { openHistoryFile } from '../../exercise/state/history-file.ts';
import { healthyRun } from '../../judging/testing/healthy-run.ts';
import type { Run } from '../../judging/testing/history-builder.ts';
import { conclude } from '../conclude.ts';
import { emptyFolder } from '../testing/work-folder.ts';

/** What the seals of its history are made with. */
export const idKey = 'key of the digests';

/** A folder in which a user works, with a run that holds and keys to sign it with. */
export type Signable = {
  /** The current folder of whoever signs. */
  home: string;
  /** The run's folder. */
  folder: string;
  /** What every sign-off needs, but for the run: who, what, with which key. */
  terms: readonly string[];
  digest: string;
};

/**
 * Writes a run that holds, was not narrowed, and is judged.
 * @param change of its plan
 * @param secrets whether its secrets are there, and with them the key of its seals
 */
export async function signableRun(
  change: Partial<Plan> & { budget?: number } = {},
  { secrets = true, run = healthyRun() }: { secrets?: boolean; run?: Run } = {},
): Promise<Signable> {
  const home = await emptyFolder();
  const plan: Plan = {
    ...run.plan,
    parts,
    strength: 3,
    command: 'npx --no chaperone verify',
    ...change,
  };
  const folder = join(home, 'reports/runs', plan.name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  const seal = sealKeyFrom(idKey);
  for (const part of plan.parts) {
    const file = openHistoryFile(folder, part, part, seal);
    const records = part === 'sweep' ? [...run.facts, ...run.attempts] : [];
    for (const record of records) file.append(record);
    if (part !== 'sweep')
      file.append({
        type: 'fact',
        fact: 'part-ended',
        at: plan.startedAt,
        part,
        status: 'completed',
        why: '',
      });
    file.close();
  }
  if (secrets)
    await writeSecrets(
      join(home, '.chaperone', plan.name, 'secrets.json'),
      {
        cohorts: [],
        idKey,
        sealed: true,
        handOver: { accounts: [], sessions: [], things: [], shares: [] },
      },
      undefined,
    );
  await conclude(folder, seal);
  await writeKeys(home);
  const digest = 'ab'.repeat(32);
  const terms = ['--by', 'Jane Roe', '--subject', `app@sha256:${digest}`, '--key', 'sign-off.pem'];
  return { home, folder, terms, digest };
}

/** Writes a private key and its public half, both in PEM: `<name>.pem` and `<name>.pub`. */
export async function writeKeys(
  home: string,
  name = 'sign-off',
  { privateKey, publicKey } = generateKeyPairSync('ed25519'),
): Promise<void> {
  await writeFile(join(home, `${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(join(home, `${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }));
}
