import type { Attempt } from '../domain/attempt.ts';
import type { History } from '../domain/history/history.ts';
import { deriveLedger } from '../domain/ledger.ts';
import type { PlantedLeak } from '../domain/planted.ts';
import type { Holding, InRun, Lifetime, Replaying } from '../exercise/worker/worker.ts';
import { leaks as catalogue } from './catalogue.ts';
import { isImpersonal } from './is-impersonal.ts';
import { judgePlanted, judgeSurface } from './judge-planted.ts';
import { ownerOf, plantSurface } from './plant-surface.ts';
import type { Leak } from './leak.ts';
import type { SurfaceSamples } from '../exercise/attempt/samples.ts';

type Planting = InRun & Pick<Holding, 'recorded'> & Replaying & Pick<Lifetime, 'record'>;

/**
 * Plants leaks in answers that a worker kept in memory, and records which would be noticed. The deployment is not asked.
 * Surfaces take turns in the order of their names, until the time is over or the run is interrupted.
 * @param options `earlier`: what was recorded before this worker began; `until`: milliseconds since the epoch
 * @returns how many were planted
 */
export async function plantLeaks(
  worker: Planting,
  {
    earlier,
    until,
    leaks = catalogue,
  }: { earlier: History; until: number; leaks?: readonly Leak[] },
): Promise<number> {
  const facts = [...earlier.facts, ...worker.recorded.facts];
  const ledger = deriveLedger(worker.plan, facts);
  const attempts = Map.groupBy<string, Attempt>(
    [...earlier.attempts, ...worker.recorded.attempts],
    ({ surface }) => surface,
  );
  let count = 0;
  for (const [surface, samples] of worker.samples) {
    if (worker.signal.aborted || Date.now() >= until) break;
    if (samples.own.size < 2) continue;
    const history = { facts, attempts: attempts.get(surface) ?? [], defects: [] };
    const results = isImpersonal(samples)
      ? impersonal(surface, samples)
      : await plantedOn(worker, samples, {
          surface,
          leaks,
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
    count += results.length;
  }
  return count;
}

function impersonal(surface: string, { own }: SurfaceSamples): PlantedLeak[] {
  const [viewer = '', owner = ''] = own.keys();
  const title = 'nothing was planted';
  return [
    { surface, leak: 'none', title, weight: 'whole', viewer, owner, result: 'impersonal', why: '' },
  ];
}

async function plantedOn(
  worker: Planting,
  samples: SurfaceSamples,
  {
    surface,
    leaks,
    evidence,
  }: { surface: string; leaks: readonly Leak[]; evidence: Parameters<typeof judgeSurface>[0] },
): Promise<PlantedLeak[]> {
  const before = judgeSurface(evidence);
  const skipped = new Set(before.broken.keys());
  const { planted, placeless } = await plantSurface(worker, samples, { leaks, skipped });
  const results = judgePlanted(evidence, before, planted);
  const about = ({ id, title, weight }: Leak) => ({ surface, leak: id, title, weight });
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
