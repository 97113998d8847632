import type { AccountId } from '../domain/account.ts';
import type { Attempt } from '../domain/attempt.ts';
import type { Leak } from './leak.ts';
import type { Planter } from './planters/planter.ts';

/** A kind of leak in the hands of a viewer who is shown something of an owner. */
export type Shown = {
  leak: Leak;
  /** The leak in words, as it is planted here. */
  title: string;
  viewer: AccountId;
  owner: AccountId;
};

/** A leak that was planted: the attempt that it made, which stands in the place of a real one with the same id. */
export type PlantedAttempt = Shown & { attempt: Attempt };

/** Cells that are tried for a leak until it was planted often enough. */
const mostTried = 24;
/** How often each kind of leak is planted on a surface. */
const wanted = (leak: Leak): number => (leak.weight === 'whole' ? 2 : 1);

/** What was planted on a surface, and the leaks for which it has cells, but no place in any answer. */
export type Plantings = {
  planted: readonly PlantedAttempt[];
  placeless: readonly Shown[];
  /** Whether the time was over before each kind had its turn. */
  isCut: boolean;
};

/** Which leaks are planted on a surface, and what is left out. */
export type Excepted = {
  /** The kinds of leaks, in turn. */
  kinds: readonly Leak[];
  /** Ids of attempts that are not to be replaced. */
  skipped: ReadonlySet<string>;
  /** Whether a viewer was ever allowed something of an owner, so that it may be no leak. */
  related: (viewer: AccountId, owner: AccountId) => boolean;
  /** Whether the time is over, so that no further kind of leak is planted: long answers take long. */
  isLate: () => boolean;
};

/** Plants each kind of leak in some samples of one surface. An attempt takes one leak at most. */
export async function plantSurface<Of extends { attempt: Attempt }>(
  planter: Planter<Of>,
  { kinds, skipped, related, isLate }: Excepted,
): Promise<Plantings> {
  const planted: PlantedAttempt[] = [];
  const placeless: Shown[] = [];
  const uses = new Map<string, number>();
  for (const leak of kinds) {
    if (isLate()) return { planted, placeless, isCut: true };
    const cells = planter.cells(leak.cell).flatMap((cell) => {
      const { here, again, theirs } = cell;
      const title = planter.titleOf(leak, here);
      const [viewer, owner] = [here.attempt.viewer, theirs.attempt.viewer];
      // What was lost is told by the last look: a list may show later what it had yet to show.
      const isLast = leak.weight !== 'own' || here.attempt.sentAt >= again.attempt.sentAt;
      const isFree = !skipped.has(here.attempt.id) && !related(viewer, owner) && isLast;
      return title === null || !isFree ? [] : [{ cell, shown: { leak, title, viewer, owner } }];
    });
    const usesOf = ({ cell }: (typeof cells)[number]): number =>
      uses.get(cell.here.attempt.id) ?? 0;
    // Those that few leaks stand in come first, so that many can be judged together.
    const inTurn = cells.toSorted((a, b) => usesOf(a) - usesOf(b));
    let count = 0;
    for (const { cell, shown } of inTurn.slice(0, mostTried)) {
      if (count >= wanted(leak)) break;
      const make = planter.plant(leak, cell);
      if (make === null) continue;
      count += 1;
      const { id } = cell.here.attempt;
      uses.set(id, (uses.get(id) ?? 0) + 1);
      planted.push({ ...shown, attempt: await make() });
    }
    const [first] = inTurn;
    if (count === 0 && first !== undefined) placeless.push(first.shown);
  }
  return { planted, placeless, isCut: false };
}
