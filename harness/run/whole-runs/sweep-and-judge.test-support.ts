import {
  describeDeployment,
  person,
  testWorker,
} from '../../exercise/worker/worker.test-support.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { DeploymentClock } from '../../deployment/embedded.ts';
import { askable, described } from '../../deployment/surfaces/surface.ts';
import { outboundInPlan } from '../../deployment/outbound.ts';
import { writesInPlan } from '../../deployment/write.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import type { SweepOptions } from '../../exercise/sweep/sweep.ts';
import { phases } from '../../domain/phase.ts';
import type { Plan } from '../../domain/plan.ts';
import type { SweepProbe } from '../../exercise/probes/probe.ts';
import type { Worker } from '../../exercise/worker/worker.ts';
import { aloneProbes, probesFor } from '../../exercise/probes/catalogue.ts';
import { fewProbes } from '../../exercise/probes/few-probes.test-support.ts';
import type { Invariant } from '../../judging/rules/invariant.ts';
import type { PlantedLeak } from '../../domain/verdict/planted.ts';
import { plantLeaks } from '../../sensitivity/plant-leaks.ts';
import { judgeRun } from '../../judging/judge.ts';
import type { Judged } from '../../judging/judge.ts';

/**
 * Sweeps a small deployment with three accounts, and judges the run.
 * @param more as for `describeDeployment`
 * @param options of the sweep; `things`: how many each account has (default: 1)
 */
export async function sweepAndJudge(
  url: string,
  surfaces: readonly Surface[],
  more: Parameters<typeof describeDeployment>[1] = {},
  { things = 1, alone, clock, ...options }: SweepingOptions & { things?: number } = {},
): Promise<Judged & { worker: Worker; plan: Plan }> {
  const definition = describeDeployment(url, { surfaces, ...more });
  const { worker } = await testWorker(definition, {
    keepsSamples: true,
    ...(clock === undefined ? {} : { clock: () => clock }),
  });
  for (let count = 0; count < 3; count += 1) {
    const { session } = await person(worker);
    for (let more = 1; more < things; more += 1) await worker.createThing(session);
  }
  await sweep(worker, { seed: 1, probes: fewProbes(definition), ...options });
  const probes = alone ?? (surfaces.some(({ gives }) => gives === 'figure') ? aloneProbes : []);
  if (probes.length > 0) await sweep(worker, { seed: 2, watch: options.watch, probes });
  const plan = {
    ...worker.plan,
    surfaces: described(definition.surfaces).map(describeSurface),
    ...writesInPlan(definition),
    ...outboundInPlan(definition),
  };
  await plantLeaks({ ...worker, plan }, { earlier: { facts: [], attempts: [] } });
  return { worker, plan, ...judgeRun({ plan, history: { ...worker.recorded, defects: [] } }) };
}

/** Plants again in what a worker kept, with other ways to replay or other invariants, and tells what came of it. */
export async function plantAgain(
  { worker, plan }: { worker: Worker; plan: Plan },
  replaying: Partial<Pick<Worker, 'replay' | 'replayConnection'>>,
  rules?: readonly Invariant[],
): Promise<PlantedLeak[]> {
  const found: PlantedLeak[] = [];
  const record: Worker['record'] = (fact) => {
    if (fact.fact === 'leak-planted') found.push(fact);
  };
  await plantLeaks(
    { ...worker, plan, record, ...replaying },
    { earlier: { facts: [], attempts: [] }, ...(rules === undefined ? {} : { rules }) },
  );
  return found;
}

/**
 * As `sweepAndJudge`, before and after an update, with three accounts on either side.
 * @param update called between the two
 * @param cohort of all accounts
 */
export async function sweepBothSides(
  url: string,
  surfaces: readonly Surface[],
  update: () => void,
  more: Parameters<typeof describeDeployment>[1] = {},
  cohort: Cohort = {},
): Promise<Judged> {
  const definition = describeDeployment(url, { surfaces, ...more });
  const histories = [];
  let plan: Plan | undefined;
  for (const phase of phases) {
    const firstAccount = histories.length * 10;
    const { worker } = await testWorker(definition, { phase, firstAccount, name: phase });
    for (let count = 0; count < 3; count += 1) await person(worker, cohort);
    await sweep(worker, { seed: 1, probes: fewProbes(definition) });
    plan ??= worker.plan;
    await worker.close();
    histories.push(worker.recorded);
    if (phase === 'before-update') update();
  }
  if (plan === undefined) throw new Error('there is no phase');
  const described = askable(definition.surfaces).map(describeSurface);
  return judgeRun({
    plan: { ...plan, surfaces: described, update: { expected: true, name: null } },
    history: {
      facts: histories.flatMap(({ facts }, side) =>
        facts.map((fact) =>
          // The accounts of before the update are not tried again after it, so that none of the sweep's may be missed.
          fact.fact === 'account-created' && side === 0 ? { ...fact, part: 'properties' } : fact,
        ),
      ),
      attempts: histories.flatMap(({ attempts }) => attempts),
      defects: [],
    },
  });
}

/** `alone`: probes of the sweep that follows while nothing else is active. Default: all of them where there is a figure. */
type SweepingOptions = Partial<SweepOptions> & {
  alone?: readonly SweepProbe[];
  /** The deployment's clock. Default: it cannot be moved on. */
  clock?: DeploymentClock;
};

/**
 * Options of a sweep that leaves a probe out.
 * @param among default: all but those that look for what caches and concurrency mix up
 */
export const without = (probe: string, among = fewProbes({})): SweepingOptions => ({
  probes: among.filter(({ id }) => id !== probe),
  ...(aloneProbes.some(({ id }) => id === probe)
    ? { alone: aloneProbes.filter(({ id }) => id !== probe) }
    : {}),
});

/** All probes but one, also those that look for what caches and concurrency mix up. */
export const allWithout = (probe: string): SweepingOptions => without(probe, probesFor({}));

/** Options of a sweep after which all probes run that do so alone. */
export const withAlone: SweepingOptions = { alone: aloneProbes };

/** The verdict of an invariant, with the owners of the leaked things (`unknown` for an unknown owner). */
export function resultOf({ findings }: Judged, invariant = 'no-foreign-listing') {
  const { verdict, breaches = [], reasons } = findings[invariant] ?? {};
  const owners = breaches.flatMap(({ kind, owner }) =>
    kind === 'leak' ? [owner ?? 'unknown'] : [],
  );
  return { verdict, owners: [...new Set(owners)].sort(), reasons };
}
