import { tmpdir } from 'node:os';
import type { Definition } from '../../deployment/definition.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { createMediaSource } from '../../exercise/seed/seed-media.ts';
import { aloneProbes } from '../../exercise/probes/catalogue.ts';
import { fewProbes } from '../../exercise/probes/few-probes.test-support.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import { person, testWorker } from '../../exercise/worker/worker.test-support.ts';
import { judgeRun } from '../../judging/judge.ts';
import { recheck } from '../recheck/recheck.ts';

/** A violation, and the plan of the run that found it. */
export type Known = { violation: Violation; plan: Plan };

const after = { account: 'after', session: 'after', booking: 'after' };

/**
 * A violation that a sweep of three patients finds.
 * @param cohort of the patients. Default: all of it from after the update
 */
export async function findViolation(
  definition: Definition,
  isMeant: (violation: Violation) => boolean,
  cohort: Cohort = after,
): Promise<Known> {
  const { worker } = await testWorker(definition);
  for (let count = 0; count < 3; count += 1) await person(worker, { ...cohort });
  await sweep(worker, { seed: 1, probes: fewProbes(definition) });
  await sweep(worker, { seed: 2, probes: aloneProbes });
  const lacks = Object.fromEntries(
    definition.surfaces.flatMap((one) => ('absent' in one ? [[one.absent, one.reason]] : [])),
  );
  const surfaces = described(definition.surfaces).map(describeSurface);
  const plan = { ...worker.plan, surfaces, lacks };
  const { verdict } = judgeRun({ plan, history: { ...worker.recorded, defects: [] } });
  const found = verdict.violations.find(isMeant);
  if (found === undefined) {
    const all = verdict.violations.map(({ invariant, probe }) => `${invariant} by ${probe}`);
    throw new Error(`it was not found; there is: ${[...new Set(all)].join(', ')}`);
  }
  return { violation: found, plan };
}

/** Rechecks a violation on a deployment that goes on as it is. */
export async function recheckKnown({ violation, plan }: Known, definition: Definition) {
  const { url = plan.url } = definition;
  return recheck(violation, {
    plan,
    folder: tmpdir(),
    setting: { definition: { ...definition, url }, embedded: null },
    update: null,
    signal: new AbortController().signal,
    media: createMediaSource(),
    journal: undefined,
    firstAccount: 100,
  });
}
