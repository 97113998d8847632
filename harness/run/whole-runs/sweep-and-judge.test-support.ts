import {
  describeDeployment,
  person,
  testWorker,
} from '../../exercise/worker/worker.test-support.ts';
import { askable } from '../../deployment/surface.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import type { Surface } from '../../deployment/surface.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import type { SweepOptions } from '../../exercise/sweep/sweep.ts';
import type { Worker } from '../../exercise/worker/worker.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import { judgeRun } from '../../judging/judge.ts';
import type { Judged } from '../../judging/judge.ts';

/**
 * Sweeps a small deployment with three accounts, and judges the run. `more`: as for `describeDeployment`. `things`: how
 * many things each account has (default: 1).
 */
export async function sweepAndJudge(
  url: string,
  surfaces: readonly Surface[],
  more: Parameters<typeof describeDeployment>[1] = {},
  { things = 1, ...options }: Partial<SweepOptions> & { things?: number } = {},
): Promise<Judged & { worker: Worker }> {
  const definition = describeDeployment(url, { surfaces, ...more });
  const { worker } = await testWorker(definition);
  for (let count = 0; count < 3; count += 1) {
    const { session } = await person(worker);
    for (let more = 1; more < things; more += 1) await worker.createThing(session);
  }
  await sweep(worker, { seed: 1, ...options });
  const plan = {
    ...worker.plan,
    surfaces: askable(definition.surfaces).map(describeSurface),
  };
  return { worker, ...judgeRun({ plan, history: { ...worker.recorded, defects: [] } }) };
}

/** Options of a sweep that leaves a probe out. */
export const without = (probe: string): Partial<SweepOptions> => ({
  probes: probesFor({}).filter(({ id }) => id !== probe),
});

/** The verdict of an invariant, with the owners of the leaked things (`unknown` for an unknown owner). */
export function resultOf({ findings }: Judged, invariant = 'no-foreign-listing') {
  const { verdict, breaches = [], reasons } = findings[invariant] ?? {};
  const owners = breaches.flatMap(({ kind, owner }) =>
    kind === 'leak' ? [owner ?? 'unknown'] : [],
  );
  return { verdict, owners: [...new Set(owners)].sort(), reasons };
}
