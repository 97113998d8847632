import type { AccountId } from '../domain/accounts/account.ts';
import type { Attempt } from '../domain/attempts/attempt.ts';
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

/** What was planted on a surface, and what was not. */
export type Plantings = {
  planted: readonly PlantedAttempt[];
  /** Leaks for which it has cells, but no place in any answer. */
  placeless: readonly Shown[];
  /** Leaks whose planting failed in a cell, and that were planted in no other. */
  failed: readonly Shown[];
  /** Whether the time was over before each kind had its turn. */
  isCut: boolean;
};

/** Which leaks are planted on a surface, and what is left out. */
export type Excepted = {
  /** The kinds of leaks, in turn. */
  kinds: readonly Leak[];
  /** Ids of attempts that are not to be replaced. */
  skipped: ReadonlySet<string>;
  /** Whether what an owner was shown may be no leak to a viewer. */
  mayBeHarmless: (viewer: AccountId, shown: Attempt) => boolean;
  /** Whether the time is over, so that nothing more is planted: long answers take long. */
  isLate: () => boolean;
};

/** Plants each kind of leak in some samples of one surface. An attempt takes one leak at most. */
export async function plantSurface<Of extends { attempt: Attempt }>(
  planter: Planter<Of>,
  { kinds, skipped, mayBeHarmless, isLate }: Excepted,
): Promise<Plantings> {
  const planted: PlantedAttempt[] = [];
  const placeless: Shown[] = [];
  const failed: Shown[] = [];
  const uses = new Map<string, number>();
  for (const leak of kinds) {
    if (isLate()) return { planted, placeless, failed, isCut: true };
    const cells = planter.cells(leak.cell).flatMap((cell) => {
      const { here, again, theirs } = cell;
      const title = planter.titleOf(leak, here);
      const [viewer, owner] = [here.attempt.viewer, theirs.attempt.viewer];
      // What was lost is told by the last look: a list may show later what it had yet to show.
      const isLast = leak.weight !== 'own' || here.attempt.sentAt >= again.attempt.sentAt;
      // What is planted of one's own is shown where it must not be: in a session that has ended, or to nobody.
      const isHarmless = owner !== viewer && mayBeHarmless(viewer, theirs.attempt);
      const isFree = !skipped.has(here.attempt.id) && !isHarmless && isLast;
      return title === null || !isFree ? [] : [{ cell, shown: { leak, title, viewer, owner } }];
    });
    const usesOf = ({ cell }: (typeof cells)[number]): number =>
      uses.get(cell.here.attempt.id) ?? 0;
    // Those that few leaks stand in come first, so that many can be judged together.
    const inTurn = cells.toSorted((a, b) => usesOf(a) - usesOf(b));
    let count = 0;
    let failure: Shown | undefined;
    for (const { cell, shown } of inTurn.slice(0, mostTried)) {
      if (count >= wanted(leak)) break;
      if (isLate()) return { planted, placeless, failed, isCut: true };
      const { id } = cell.here.attempt;
      try {
        const attempt = await planter.plant(leak, cell)?.();
        if (attempt === undefined) continue;
        planted.push({ ...shown, attempt });
      } catch {
        // What a deployment sends may be such that no one can take it apart. The error may quote it.
        failure ??= shown;
        continue;
      }
      count += 1;
      uses.set(id, (uses.get(id) ?? 0) + 1);
    }
    const [first] = inTurn;
    if (count > 0 || first === undefined) continue;
    if (failure === undefined) placeless.push(first.shown);
    else failed.push(failure);
  }
  return { planted, placeless, failed, isCut: false };
}
