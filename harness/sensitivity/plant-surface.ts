import type { AccountId } from '../domain/account.ts';
import type { Attempt } from '../domain/attempt.ts';
import type { Sample, SurfaceSamples } from '../exercise/attempt/samples.ts';
import type { Replaying } from '../exercise/worker/worker.ts';
import { cellsOf } from './choose-cells.ts';
import type { Cell } from './choose-cells.ts';
import { leaks } from './catalogue.ts';
import type { Answers, Leak } from './leak.ts';

/** A leak that was planted: the attempt that it made, which stands in the place of a real one with the same id. */
export type PlantedAttempt = {
  leak: Leak;
  viewer: AccountId;
  owner: AccountId;
  attempt: Attempt;
};

/** Cells that are tried for a leak until it was planted often enough. */
const mostTried = 24;
/** How often each kind of leak is planted on a surface. */
const wanted = (leak: Leak): number => (leak.weight === 'whole' ? 2 : 1);

/** What was planted on a surface, and the leaks for which it has cells, but no place in any answer. */
export type Plantings = {
  planted: readonly PlantedAttempt[];
  placeless: readonly { leak: Leak; cell: Cell }[];
};

/**
 * Plants each kind of leak in some answers of one surface. An attempt takes one leak at most.
 * @param skipped ids of attempts that are not to be replaced
 * @param related whether a viewer was ever allowed something of an owner, so that it may be no leak
 */
export async function plantSurface(
  worker: Replaying,
  samples: SurfaceSamples,
  {
    skipped,
    related,
  }: {
    skipped: ReadonlySet<string>;
    related: (viewer: AccountId, owner: AccountId) => boolean;
  },
): Promise<Plantings> {
  const planted: PlantedAttempt[] = [];
  const placeless: { leak: Leak; cell: Cell }[] = [];
  const uses = new Map<string, number>();
  for (const leak of leaks) {
    const cells = cellsOf(samples, leak.cell).filter(
      ({ here, again, theirs }) =>
        !skipped.has(here.attempt.id) &&
        !related(here.attempt.viewer, ownerOf(theirs)) &&
        // What was lost is told by the last look: a list may show later what it had yet to show.
        (leak.weight !== 'own' || here.attempt.sentAt >= again.attempt.sentAt) &&
        (leak.on === undefined || leak.on.includes(here.request.surface.gives)),
    );
    // Those that few leaks stand in come first, so that many can be judged together.
    const inTurn = cells.toSorted(
      (a, b) => (uses.get(a.here.attempt.id) ?? 0) - (uses.get(b.here.attempt.id) ?? 0),
    );
    let count = 0;
    for (const cell of inTurn.slice(0, mostTried)) {
      if (count >= wanted(leak)) break;
      const answers = plantedIn(leak, cell);
      if (answers === null) continue;
      count += 1;
      const { id } = cell.here.attempt;
      uses.set(id, (uses.get(id) ?? 0) + 1);
      planted.push({
        leak,
        viewer: cell.here.attempt.viewer,
        owner: ownerOf(cell.theirs),
        attempt: await worker.replay(cell.here, answers),
      });
    }
    const [first] = inTurn;
    if (count === 0 && first !== undefined) placeless.push({ leak, cell: first });
  }
  return { planted, placeless };
}

/** The answers with the leak; null where they have no place for it, or it changes nothing. */
function plantedIn(leak: Leak, { here, again, theirs }: Cell): Answers | null {
  return leak.plant({ here: here.answers, again: again.answers, theirs: theirs.answers });
}

/** The account whose answers they are. */
export function ownerOf({ attempt }: Sample): AccountId {
  return attempt.viewer;
}
