import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import { chooseCohorts } from '../accounts/cohorts.ts';
import type { Definition } from '../deployment/definition.ts';
import { described, type Surface } from '../deployment/surface.ts';
import type { Cohort } from '../domain/account.ts';
import { sideFactors } from '../domain/phase.ts';
import type { Lacks, Plan } from '../domain/plan.ts';
import type { SurfaceInfo } from '../domain/surface.ts';
import { assertPoolSuffices } from './assert-pool.ts';
import { commandOf } from './command-of.ts';
import type { RunOptions } from './options.ts';
import { createRunFolder, runName } from './run-folder.ts';

/** A run that is under way: what every stage needs. */
export type Run = { folder: string; plan: Plan; cohorts: readonly Cohort[] };

/** Chooses the cohorts, writes the plan, and makes the folder. `release` names the folder. */
export async function newRun(
  definition: Definition & { url: string },
  options: RunOptions,
  update: Plan['update'],
  release: string | null,
): Promise<Run> {
  const seed = options.seed ?? randomInt(2 ** 31);
  const startedAt = Date.now();
  const run = randomInt(2 ** 28);
  const factors = { ...definition.factors };
  const chosen = await chooseCohorts({
    factors,
    impossible: definition.impossible,
    seed,
    strength: options.strength,
    budget: options.accounts,
  });
  if (options.only.includes('sweep')) await assertPoolSuffices(definition, chosen.cohorts);
  const name = runName(release ?? 'unknown', startedAt, run);
  const plan: Plan = {
    schema: 1,
    run,
    name,
    deployment: definition.name,
    url: definition.url,
    seed,
    startedAt,
    parts: options.only,
    factors: { ...factors, ...sideFactors },
    strength: chosen.strength,
    cohortTuples: chosen.tuples,
    update,
    surfaces: described(definition.surfaces).map(describeSurface),
    unreached: definition.surfaces.flatMap((one) =>
      'unreached' in one ? [{ id: one.unreached, why: one.why }] : [],
    ),
    sharing: definition.sharing !== undefined && !('none' in definition.sharing),
    lacks: lacksOf(definition),
    headers: Object.keys(definition.headers ?? {}),
    accept: definition.accept ?? [],
    command: commandOf(options, seed),
  };
  const folder = resolve(join(options.out, name));
  await createRunFolder(folder, plan);
  return { folder, plan, cohorts: chosen.cohorts };
}

export function describeSurface({
  id,
  gives,
  needs,
  json,
  shows,
  imported,
  unattributed,
  link,
  listen,
}: Surface): SurfaceInfo {
  return {
    id,
    gives,
    needs,
    json,
    shows,
    imported,
    unattributed,
    ...(listen === undefined ? {} : { listened: true }),
    ...(link === undefined ? {} : { link: { lasts: link.lasts, bearer: link.bearer } }),
  };
}

function lacksOf(definition: Definition): Lacks {
  const { signOut, secondFactor } = definition.accounts;
  const { sharing } = definition;
  const absent = definition.surfaces.filter((surface) => 'absent' in surface);
  return {
    ...Object.fromEntries(absent.map(({ absent: gives, reason }) => [gives, reason])),
    ...(typeof signOut === 'object' ? { signOut: signOut.none } : {}),
    ...(sharing !== undefined && 'none' in sharing ? { sharing: sharing.none } : {}),
    ...(secondFactor ? { secondFactor: secondFactor.none } : {}),
  };
}
