import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import { readPlan, runPaths } from '../folder/run-folder.ts';
import { assertPlainFile } from './plain-file.ts';

/** A run in a folder of runs. */
export type FoundRun = { folder: string; name: string; plan: Plan };

/** A folder that is told of no further, with why. */
export type LeftOut = { name: string; why: string };

/** The runs in a folder, each once: artifact stores make a copy of the link `latest`. */
export async function runsIn(out: string): Promise<{ found: FoundRun[]; leftOut: LeftOut[] }> {
  const entries = await readdir(out, { withFileTypes: true }).catch((error: unknown) => {
    throw new UsageError(
      `There are no runs in ${resolve(out)} (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      'Name the folder of the runs with --out, or call it where the runs began.',
    );
  });
  const found = new Map<string, FoundRun>();
  const leftOut: LeftOut[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const folder = join(out, name);
    const plan = await orWhy(planIn(folder));
    if ('why' in plan) leftOut.push({ name, why: plan.why });
    else if (!Number.isFinite(plan.startedAt))
      leftOut.push({ name, why: 'Its plan.json does not say when it began.' });
    else if (plan.name === name || !found.has(plan.name))
      found.set(plan.name, { folder, name, plan });
  }
  return { found: [...found.values()], leftOut };
}

/** For sorting: the run that began last comes first. */
export function latestFirst({ plan: a }: FoundRun, { plan: b }: FoundRun): number {
  return b.startedAt - a.startedAt;
}

/** What it resolves with, or why the user has to do something. */
export async function orWhy<Value extends object>(
  value: Promise<Value>,
): Promise<Value | { why: string }> {
  try {
    return await value;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { why: error.message };
  }
}

async function planIn(folder: string): Promise<Plan> {
  await assertPlainFile(runPaths(folder).plan);
  return readPlan(folder);
}
