import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import type { Move } from '../../evidence/moves.ts';
import { isOwnersGrant } from '../../evidence/sessions/pairing.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';

/**
 * Numbers beside the rows of own lists that count more than the viewer's rows: they are greater, and rose while only
 * others created something and the rows stayed as many. Until the number is described, nobody says whose it counts.
 */
export function numbersBesideRows(
  evidence: ExaminedEvidence,
  moved: ReadonlyMap<string, readonly Move[]>,
): Gap[] {
  const { surfaces } = evidence.plan;
  return surfaces.flatMap((surface) => {
    if (surface.gives !== 'list' || surface.unattributed !== undefined) return [];
    if (isUnreached(evidence, surface)) return [];
    const beyond = beyondRows(evidence, surface);
    const byPlace = Map.groupBy(moved.get(surface.id) ?? [], ({ where }) => where);
    return [...new Set([...byPlace.keys(), ...beyond])].flatMap((where): Gap[] => {
      const isDescribed = surfaces.some((other) => isFigureOf(other, surface, where));
      if (isDescribed) return [];
      const what = countsOthers(byPlace.get(where) ?? [])
        ? 'a number beside the rows, greater than they are, moved while only others created something'
        : beyond.has(where)
          ? 'a number beside the rows, greater than they are, is the total of a list that is said to have no further page'
          : null;
      if (what === null) return [];
      const why = `${what} (${where}): describe it as figure('…', '${where}')`;
      return [{ surface: surface.id, who: null, why }];
    });
  });
}

/** Places of totals that were greater than the rows of an owner's whole list, in the judged phase. */
function beyondRows({ attempts, phase }: ExaminedEvidence, { id }: SurfaceInfo): Set<string> {
  return new Set(
    attempts
      .filter(
        (resolved) =>
          resolved.surface.id === id && resolved.attempt.phase === phase && isOwnersGrant(resolved),
      )
      .flatMap(({ attempt }) => attempt.numbers ?? [])
      .filter((number) => number.beyondRows === true)
      .map(({ where }) => where),
  );
}

/** Whether a figure describes the number at a place in the answers of another surface. */
export function isFigureOf(figure: SurfaceInfo, list: SurfaceInfo, where: string): boolean {
  const address = ({ id }: SurfaceInfo): string => id.replace(/#.*$/, '');
  return figure.figure === where && address(figure) === address(list);
}

/** A number that falls as often as it rises, such as a measure of time, counts nothing. */
function countsOthers(moves: readonly Move[]): boolean {
  const rose = moves.filter(({ from, to }) => to > from).length;
  const fell = moves.filter(({ from, to }) => to < from).length;
  if (fell * 2 > rose) return false;
  return moves.some(
    ({ between, from, to, rows: [before, after] }) =>
      between === 'others' && to > from && before === after && from > before && to > after,
  );
}
