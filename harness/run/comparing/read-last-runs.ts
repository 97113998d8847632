import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import type { SigningKey } from '../../signing/signing-key.ts';
import { readPlan } from '../folder/run-folder.ts';
import { findSignOff } from './find-sign-off.ts';
import { readJudgedRun } from './read-judged-run.ts';
import { type SignOffFound, type Trend, trendOf } from './trend.ts';
import type { JudgedRun } from './compare-runs.ts';

type Found = { folder: string; name: string; plan: Plan };
type LeftOut = Trend['leftOut'][number];

/**
 * Reads the last runs in a folder of runs, of the deployment that the latest of them is of. What is half there is left
 * out by name, and counts for none of them.
 * @param key of whoever may sign; null: sign-offs are not checked
 * @throws UsageError where there is no judged run.
 */
export async function readLastRuns(
  out: string,
  last: number,
  key: SigningKey | null,
): Promise<Trend> {
  const { found, leftOut } = await runsIn(out);
  const runs: (JudgedRun & { signOff: SignOffFound })[] = [];
  for (const { folder, name, plan } of found.toSorted(latestFirst)) {
    if (runs.length === last) break;
    const judged = await orWhy(readJudgedRun(folder));
    if ('why' in judged) {
      leftOut.push({ name, why: judged.why });
      continue;
    }
    const { deployment } = runs[0]?.plan ?? plan;
    if (plan.deployment !== deployment) {
      leftOut.push({ name, why: `It is of another deployment, ${plan.deployment}.` });
      continue;
    }
    const signOff = await findSignOff(folder, judged.verdict.release, key);
    runs.push({ ...judged, signOff });
  }
  if (runs.length === 0)
    throw new UsageError(
      `${resolve(out)} holds no run that has been judged.${leftOut.map(({ name, why }) => ` ${name}: ${why}`).join('')}`,
      'Name the folder of the runs with --out; `chaperone judge` judges a run.',
    );
  return trendOf(runs, leftOut, Date.now());
}

/** The runs in a folder, each once: artifact stores make a copy of the link `latest`. */
async function runsIn(out: string): Promise<{ found: Found[]; leftOut: LeftOut[] }> {
  const entries = await readdir(out, { withFileTypes: true }).catch((error: unknown) => {
    throw new UsageError(
      `There are no runs in ${resolve(out)} (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      'Name the folder of the runs with --out, or call it where the runs began.',
    );
  });
  const found = new Map<string, Found>();
  const leftOut: LeftOut[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const folder = join(out, name);
    const plan = await orWhy(readPlan(folder));
    if ('why' in plan) leftOut.push({ name, why: plan.why });
    else if (!Number.isFinite(plan.startedAt))
      leftOut.push({ name, why: 'Its plan.json does not say when it began.' });
    else if (plan.name === name || !found.has(plan.name))
      found.set(plan.name, { folder, name, plan });
  }
  return { found: [...found.values()], leftOut };
}

function latestFirst({ plan: a }: Found, { plan: b }: Found): number {
  return b.startedAt - a.startedAt;
}

/** What it resolves with, or why the user has to do something. */
async function orWhy<Value extends object>(
  value: Promise<Value>,
): Promise<Value | { why: string }> {
  try {
    return await value;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { why: error.message };
  }
}
