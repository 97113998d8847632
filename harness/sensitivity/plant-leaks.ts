import type { Attempt } from '../domain/attempts/attempt.ts';
import type { History } from '../domain/history/history.ts';
import { deriveLedger } from '../domain/ledger/ledger.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import type { Evidence } from '../domain/verdict/invariant.ts';
import { plantingFailed, timeWasOver } from '../domain/verdict/planted.ts';
import type { PlantedLeak } from '../domain/verdict/planted.ts';
import type { Holding, InRun, Lifetime, Replaying } from '../exercise/worker/worker.ts';
import { holdersBySighting } from '../judging/evidence/signs/signs.ts';
import { invariants } from '../judging/rules/catalogue.ts';
import type { Invariant } from '../judging/rules/invariant.ts';
import { judgeSurface } from './judge-planted.ts';
import { leaks } from './catalogue.ts';
import type { Leak } from './leak.ts';
import type { Excepted } from './plant-surface.ts';
import { scoreSurface } from './score-surface.ts';
import { sampledSurfaces } from './sampled-surfaces.ts';
import type { Sampled } from './sampled-surfaces.ts';
import { unplanted, withoutSamples } from './unplanted.ts';
import type { Excuse } from './unplanted.ts';

type Planting = InRun & Pick<Holding, 'recorded'> & Replaying & Pick<Lifetime, 'record'>;

type Options = {
  /** What was recorded before the worker began. */
  earlier: Pick<History, 'facts' | 'attempts'>;
  /** Whether the time is over, so that nothing more is planted. Default: it never is. */
  isLate?: () => boolean;
  /** The invariants that judge. Default: all. */
  rules?: readonly Invariant[];
};

/** What is planted on all surfaces before the rest is planted on any: a bound on the time cuts what weighs least. */
const [heaviest, lighter] = [
  leaks.filter(({ weight }) => weight === 'whole'),
  leaks.filter(({ weight }) => weight !== 'whole'),
];

/**
 * Plants leaks in answers that a worker kept in memory, and records which would be noticed. The deployment is not asked.
 * It goes from surface to surface until the time is over, or the run is interrupted.
 */
export async function plantLeaks(
  worker: Planting,
  { earlier, isLate: isTimeOver = () => false, rules = invariants }: Options,
): Promise<void> {
  const isLate = (): boolean => worker.signal.aborted || isTimeOver();
  const facts = [...earlier.facts, ...worker.recorded.facts];
  const ledger = deriveLedger(worker.plan, facts);
  const evidenceOf = evidenceBySurface(worker, { earlier, facts, ledger });
  const mayBeHarmless = harmlessIn(ledger, facts);
  const sampled = new Map(sampledSurfaces(worker).map((samples) => [samples.surface, samples]));
  const record = (results: readonly PlantedLeak[]): void => {
    for (const result of results)
      worker.record({
        type: 'fact',
        fact: 'leak-planted',
        at: Date.now(),
        phase: worker.phase,
        ...result,
      });
  };
  // One surface that nobody can plant in must not keep the run from telling what it found.
  const attempt = async (surface: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch {
      record([unplanted(surface, { result: 'blind', why: plantingFailed })]);
    }
  };
  const later: [string, () => Promise<void>][] = [];
  // Other parts ask for what they need of them; the sweep asks for all.
  const described = worker.part === 'sweep' ? worker.plan.surfaces.map(({ id }) => id) : [];
  for (const surface of new Set([...sampled.keys(), ...described, ...pagesUnkept(worker)])) {
    if (worker.signal.aborted) return;
    await attempt(surface, async () => {
      const samples = sampled.get(surface);
      const excuse = excuseOf(worker, surface, { samples, isLate });
      if (excuse !== null) record([unplanted(surface, excuse)]);
      if (excuse !== null || samples === undefined) return;
      const evidence = evidenceOf(surface);
      const before = judgeSurface(evidence, rules);
      const score = (kinds: readonly Leak[]) =>
        scoreSurface(samples, { evidence, before, rules, mayBeHarmless, isLate, kinds });
      const found = await score(heaviest);
      record(found);
      later.push([
        surface,
        async () => {
          const rest = await score(lighter);
          record(found.length + rest.length === 0 ? [unplanted(surface, noPlace)] : rest);
        },
      ]);
    });
  }
  for (const [surface, work] of later) {
    if (worker.signal.aborted) return;
    await attempt(surface, work);
  }
}

/** Pages of which no sample was kept: the plan, which the sweep goes through, names no page as shown. */
function pagesUnkept({ plan, unsampled }: Planting): string[] {
  const asked = new Set(plan.surfaces.map(({ id }) => id));
  return [...unsampled.keys()].filter((surface) => !asked.has(surface));
}

const noPlace = {
  result: 'unplanted',
  why: 'there is no answer in whose place one could be planted',
} as const;

/** What was recorded of each surface, to be judged with leaks in it. */
function evidenceBySurface(
  worker: Planting,
  {
    earlier,
    facts,
    ledger,
  }: Pick<Options, 'earlier'> & Pick<Evidence, 'ledger'> & Pick<History, 'facts'>,
) {
  const attempts = Map.groupBy<string, Attempt>(
    [...earlier.attempts, ...worker.recorded.attempts],
    ({ surface }) => surface,
  );
  return (surface: string): Evidence => ({
    plan: worker.plan,
    history: { facts, attempts: attempts.get(surface) ?? [], defects: [] },
    ledger,
  });
}

/** Why nothing is planted on a surface; null where something is. No surface is passed over without a word. */
function excuseOf(
  worker: InRun & Replaying,
  surface: string,
  { samples, isLate }: { samples: Sampled | undefined; isLate: () => boolean },
): Excuse | null {
  const owners = samples?.owners;
  const declared = whyImpersonal(worker, surface);
  if (declared !== null) return { result: 'impersonal', why: declared, owners };
  if (samples === undefined || samples.owners.length < samples.fewest)
    return { ...withoutSamples(worker.unsampled.get(surface)), owners };
  if (isLate()) return { result: 'unplanted', why: timeWasOver, owners };
  const why = samples.impersonal();
  return why === null ? null : { result: 'impersonal', why, owners };
}

/** Why the plan says that nothing need be planted on a surface; null where it does not. */
function whyImpersonal({ plan }: InRun, surface: string): string | null {
  const info = plan.surfaces.find(({ id }) => id === surface);
  if (info?.unattributed !== undefined) return `the definition says so: ${info.unattributed}`;
  return info?.gives === 'figure'
    ? 'its number is compared with what the account itself did'
    : null;
}

/**
 * Whether what an owner was shown may be no leak to a viewer: the viewer was once allowed something of the owner's, or has
 * something of their own in it; or things stand in it that serve to try writes on. What was shared stands in the lists of
 * both sides, and names the one who shared it alone.
 */
function harmlessIn(ledger: Ledger, facts: History['facts']): Excepted['mayBeHarmless'] {
  const pairs = new Set(
    facts.flatMap((fact) => (fact.fact === 'entitled' ? [`${fact.viewer} ${fact.owner}`] : [])),
  );
  return (viewer, { viewer: owner, sightings }) =>
    pairs.has(`${viewer} ${owner}`) ||
    sightings.some((sighting) => {
      const holders = holdersBySighting(ledger, sighting);
      const isTrial = holders.some(({ thing }) => ledger.contested.has(thing ?? ''));
      return isTrial || (holders.length > 0 && holders.every(({ owner: of }) => of === viewer));
    });
}
