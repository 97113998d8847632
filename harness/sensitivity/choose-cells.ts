import { isEndedVariant } from '../domain/link-variant.ts';
import type { Sample, SurfaceSamples } from '../exercise/attempt/samples.ts';
import type { PlantedCell } from '../domain/planted.ts';

/** Where a leak may be planted: the attempt that it replaces, and what the owner was answered. */
export type Cell = {
  /** The attempt whose answers get the leak. */
  here: Sample;
  /** A second attempt of the viewer's own; `here` where there is none. */
  again: Sample;
  /** What the owner was granted. */
  theirs: Sample;
};

/** The cells of one kind that a surface's samples have, each viewer with each owner. */
export function cellsOf(samples: SurfaceSamples, kind: PlantedCell): Cell[] {
  return kind === 'own' ? ownCells(samples) : samples.refused.flatMap(refusedCell(samples, kind));
}

/** Every viewer's answers, beside those of each other owner; a viewer’s second answer can be replaced as well. */
function ownCells({ own }: SurfaceSamples): Cell[] {
  const all = [...own.values()];
  return [1, 0].flatMap((turn) =>
    all.flatMap((mine, index) =>
      // Each viewer meets another owner first.
      [...all.slice(index + 1), ...all.slice(0, index)].flatMap((others) => {
        const [here, theirs] = [mine[turn], others.at(-1)];
        return here === undefined || theirs === undefined
          ? []
          : [{ here, again: mine[1 - turn] ?? here, theirs }];
      }),
    ),
  );
}

function refusedCell({ own }: SurfaceSamples, kind: PlantedCell): (here: Sample) => Cell[] {
  return (here) => {
    if (kindOf(here) !== kind) return [];
    const { session, thing } = here.request;
    const owner = thing?.owner.id ?? session?.account.id;
    // What an owner was shown first may still have been made.
    const theirs = (owner === undefined ? [...own.values()][0] : own.get(owner))?.at(-1);
    return theirs === undefined ? [] : [{ here, again: here, theirs }];
  };
}

function kindOf({ request: { session, thing, variant } }: Sample): PlantedCell | null {
  if (isEndedVariant(variant)) return 'ended';
  if (session === null) return 'none';
  const isOwn = thing === null || thing.owner.id === session.account.id;
  if (session.state === 'open') return isOwn ? null : 'foreign';
  if (!isOwn) return null;
  return session.state;
}
