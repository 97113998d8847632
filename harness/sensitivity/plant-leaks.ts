import type { Attempt } from '../domain/attempt.ts';
import type { History } from '../domain/history/history.ts';
import { deriveLedger } from '../domain/ledger.ts';
import type { Evidence } from '../domain/invariant.ts';
import type { PlantedLeak } from '../domain/planted.ts';
import type { Holding, InRun, Lifetime, Replaying } from '../exercise/worker/worker.ts';
import { invariants } from '../judging/rules/catalogue.ts';
import type { Invariant } from '../judging/rules/invariant.ts';
import { judgePlanted, judgeSurface } from './judge-planted.ts';
import type { Excepted } from './plant-surface.ts';
import { sampledSurfaces } from './sampled-surfaces.ts';
import type { Sampled } from './sampled-surfaces.ts';
import { unplanted, withoutSamples } from './unplanted.ts';

type Planting = InRun & Pick<Holding, 'recorded'> & Replaying & Pick<Lifetime, 'record'>;

type Options = {
  /** What was recorded before the worker began. */
  earlier: Pick<History, 'facts' | 'attempts'>;
  /** Milliseconds since the epoch after which no further surface takes its turn. */
  until: number;
  /** The invariants that judge. Default: all. */
  rules?: readonly Invariant[];
};

/**
 * Plants leaks in answers that a worker kept in memory, and records which would be noticed. The deployment is not asked.
 * It goes from surface to surface until the time is over, or the run is interrupted.
 */
export async function plantLeaks(
  worker: Planting,
  { earlier, until, rules = invariants }: Options,
): Promise<void> {
  const facts = [...earlier.facts, ...worker.recorded.facts];
  const ledger = deriveLedger(worker.plan, facts);
  const related = relatedIn(facts);
  const attempts = Map.groupBy<string, Attempt>(
    [...earlier.attempts, ...worker.recorded.attempts],
    ({ surface }) => surface,
  );
  const sampled = new Map(sampledSurfaces(worker).map((samples) => [samples.surface, samples]));
  // Other parts ask for what they need of them; the sweep asks for all.
  const described = worker.part === 'sweep' ? worker.plan.surfaces.map(({ id }) => id) : [];
  const isLate = (): boolean => Date.now() >= until;
  for (const surface of new Set([...sampled.keys(), ...described])) {
    if (worker.signal.aborted) break;
    const samples = sampled.get(surface);
    const results = await resultsOn(worker, surface, {
      samples,
      isLate,
      plant: (planting) => {
        const history = { facts, attempts: attempts.get(surface) ?? [], defects: [] };
        const evidence = { plan: worker.plan, history, ledger };
        return plantedOn(evidence, { surface, rules, related, isLate, plant: planting.plant });
      },
    });
    for (const result of results)
      worker.record({
        type: 'fact',
        fact: 'leak-planted',
        at: Date.now(),
        phase: worker.phase,
        ...result,
      });
  }
}

/** What came of planting on a surface, or why nothing was planted there: no surface is passed over without a word. */
async function resultsOn(
  worker: InRun & Replaying,
  surface: string,
  {
    samples,
    isLate,
    plant,
  }: {
    samples: Sampled | undefined;
    isLate: () => boolean;
    plant: (samples: Sampled) => Promise<readonly PlantedLeak[]>;
  },
): Promise<readonly PlantedLeak[]> {
  const owners = samples?.owners;
  const declared = whyImpersonal(worker, surface);
  if (declared !== null)
    return [unplanted(surface, { result: 'impersonal', why: declared, owners })];
  if (samples === undefined || samples.owners.length < samples.fewest)
    return [unplanted(surface, { ...withoutSamples(worker.unsampled.get(surface)), owners })];
  const late = unplanted(surface, { result: 'unplanted', why: 'the time for it was over', owners });
  if (isLate()) return [late];
  const why = samples.impersonal();
  if (why !== null) return [unplanted(surface, { result: 'impersonal', why, owners })];
  const results = await plant(samples);
  if (results.length > 0) return results;
  const none = 'there is no answer in whose place one could be planted';
  return [isLate() ? late : unplanted(surface, { result: 'unplanted', why: none, owners })];
}

/** Why the plan says that nothing need be planted on a surface; null where it does not. */
function whyImpersonal({ plan }: InRun, surface: string): string | null {
  const info = plan.surfaces.find(({ id }) => id === surface);
  if (info?.unattributed !== undefined) return `the definition says so: ${info.unattributed}`;
  return info?.gives === 'figure'
    ? 'its number is compared with what the account itself did'
    : null;
}

/** Whether one account was ever allowed something of another. */
function relatedIn(facts: History['facts']) {
  const pairs = new Set(
    facts.flatMap((fact) => (fact.fact === 'entitled' ? [`${fact.viewer} ${fact.owner}`] : [])),
  );
  return (viewer: string, owner: string): boolean => pairs.has(`${viewer} ${owner}`);
}

async function plantedOn(
  evidence: Evidence,
  {
    surface,
    rules,
    related,
    isLate,
    plant,
  }: Pick<Sampled, 'surface' | 'plant'> &
    Pick<Excepted, 'related' | 'isLate'> & { rules: readonly Invariant[] },
): Promise<PlantedLeak[]> {
  const before = judgeSurface(evidence, rules);
  const { planted, placeless } = await plant({
    skipped: new Set(before.broken.keys()),
    related,
    isLate,
  });
  const results = judgePlanted(evidence, before, planted, rules);
  const about = ({
    leak: { id, weight, cell },
    title,
    viewer,
    owner,
  }: (typeof placeless)[number]) => ({
    surface,
    leak: id,
    title,
    weight,
    cell,
    viewer,
    owner,
  });
  return [
    ...planted.map((one): PlantedLeak => {
      const { result, why } = results.get(one) ?? { result: 'blind', why: '' };
      return { ...about(one), result, why };
    }),
    ...placeless
      .filter(({ leak }) => leak.weight === 'whole')
      .map((one): PlantedLeak => ({
        ...about(one),
        result: 'blind',
        why: 'it could not be planted in any of its answers',
      })),
  ];
}
