import type { Evidence } from '../domain/verdict/invariant.ts';
import { plantingFailed, timeWasOver } from '../domain/verdict/planted.ts';
import type { PlantedLeak } from '../domain/verdict/planted.ts';
import type { Invariant } from '../judging/rules/invariant.ts';
import { judgePlanted } from './judge-planted.ts';
import type { Said } from './judge-planted.ts';
import type { Excepted, Shown } from './plant-surface.ts';
import type { Sampled } from './sampled-surfaces.ts';
import { unplanted } from './unplanted.ts';

/** Plants leaks in the samples of one surface, and says of each whether it would be noticed, or why none was planted. */
export async function scoreSurface(
  { surface, owners, plant }: Sampled,
  {
    evidence,
    before,
    rules,
    ...chosen
  }: Omit<Excepted, 'skipped'> & {
    /** The run's, with the attempts of this surface alone. */
    evidence: Evidence;
    /** What is said of that without leaks. */
    before: Said;
    rules: readonly Invariant[];
  },
): Promise<PlantedLeak[]> {
  if (chosen.isLate())
    return [unplanted(surface, { result: 'unplanted', why: timeWasOver, owners })];
  const { planted, placeless, failed, isCut } = await plant({
    ...chosen,
    skipped: new Set(before.broken.keys()),
  });
  const results = judgePlanted(evidence, before, planted, rules);
  const about = ({ leak: { id, weight, cell }, title, viewer, owner }: Shown) => ({
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
    ...failed.map((one): PlantedLeak => ({ ...about(one), result: 'blind', why: plantingFailed })),
    ...(isCut ? [unplanted(surface, { result: 'unplanted', why: timeWasOver, owners })] : []),
  ];
}
