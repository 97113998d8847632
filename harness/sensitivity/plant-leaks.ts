import type { Attempt } from '../domain/attempt.ts';
import type { History } from '../domain/history/history.ts';
import { deriveLedger } from '../domain/ledger.ts';
import type { Evidence } from '../domain/invariant.ts';
import type { PlantedLeak } from '../domain/planted.ts';
import type { Holding, InRun, Lifetime, Replaying } from '../exercise/worker/worker.ts';
import { invariants } from '../judging/rules/catalogue.ts';
import type { Invariant } from '../judging/rules/invariant.ts';
import { isImpersonal } from './is-impersonal.ts';
import { judgePlanted, judgeSurface } from './judge-planted.ts';
import { ownerOf, plantSurface } from './plant-surface.ts';
import type { Leak } from './leak.ts';
import type { SurfaceSamples } from '../exercise/attempt/samples.ts';

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
  for (const [surface, samples] of worker.samples) {
    if (worker.signal.aborted || Date.now() >= until) break;
    if (samples.own.size < 2) continue;
    const history = { facts, attempts: attempts.get(surface) ?? [], defects: [] };
    const why = whyImpersonal(worker, surface, samples);
    const results =
      why !== null
        ? impersonal(surface, samples, why)
        : await plantedOn(worker, samples, {
            surface,
            rules,
            related,
            evidence: { plan: worker.plan, history, ledger },
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

/** What is recorded of a surface that is to give everybody the same: nothing was planted. */
function impersonal(surface: string, { own }: SurfaceSamples, why: string): PlantedLeak[] {
  const [viewer = '', owner = ''] = own.keys();
  const title = 'nothing was planted';
  const about = { surface, leak: 'none', title, weight: 'whole', cell: 'own' } as const;
  return [{ ...about, viewer, owner, result: 'impersonal', why }];
}

/** Why nothing need be planted on a surface; null where it may show something of somebody. */
function whyImpersonal({ plan }: InRun, surface: string, samples: SurfaceSamples): string | null {
  const info = plan.surfaces.find(({ id }) => id === surface);
  if (info?.unattributed !== undefined) return `the definition says so: ${info.unattributed}`;
  if (info?.gives === 'figure') return 'its number is compared with what the account itself did';
  return isImpersonal(samples) ? 'every owner was answered the same' : null;
}

/** Whether one account was ever allowed something of another. */
function relatedIn(facts: History['facts']) {
  const pairs = new Set(
    facts.flatMap((fact) => (fact.fact === 'entitled' ? [`${fact.viewer} ${fact.owner}`] : [])),
  );
  return (viewer: string, owner: string): boolean => pairs.has(`${viewer} ${owner}`);
}

async function plantedOn(
  worker: Planting,
  samples: SurfaceSamples,
  {
    surface,
    rules,
    related,
    evidence,
  }: {
    surface: string;
    rules: readonly Invariant[];
    related: ReturnType<typeof relatedIn>;
    evidence: Evidence;
  },
): Promise<PlantedLeak[]> {
  const before = judgeSurface(evidence, rules);
  const skipped = new Set(before.broken.keys());
  const { planted, placeless } = await plantSurface(worker, samples, {
    skipped,
    related,
  });
  const results = judgePlanted(evidence, before, planted, rules);
  const about = ({ id, title, weight, cell }: Leak) => ({
    surface,
    leak: id,
    title,
    weight,
    cell,
  });
  return [
    ...planted.map((one): PlantedLeak => {
      const { result, why } = results.get(one) ?? { result: 'blind', why: '' };
      return { ...about(one.leak), viewer: one.viewer, owner: one.owner, result, why };
    }),
    ...placeless
      .filter(({ leak }) => leak.weight === 'whole')
      .map(({ leak, cell }): PlantedLeak => ({
        ...about(leak),
        viewer: cell.here.attempt.viewer,
        owner: ownerOf(cell.theirs),
        result: 'blind',
        why: 'it could not be planted in any of its answers',
      })),
  ];
}
