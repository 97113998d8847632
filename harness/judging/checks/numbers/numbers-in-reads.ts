import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import { findMoves } from '../../evidence/moves.ts';
import type { Move } from '../../evidence/moves.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import { isFigureOf } from './numbers-beside-rows.ts';

/** Fewest times that others created something and the number rose, by which it is known to follow them. */
const fewest = 2;

/**
 * Numbers in patients' own reads (a badge) that rose with what only others created, and never otherwise: clocks and
 * counters of requests move in quiet too. Until the number is described, nobody says whose it counts.
 */
export function numbersInReads(evidence: ExaminedEvidence): Gap[] {
  const { surfaces } = evidence.plan;
  const reads = surfaces.filter(
    (surface) =>
      surface.gives === 'read' &&
      surface.unattributed === undefined &&
      !isUnreached(evidence, surface),
  );
  if (reads.length === 0) return [];
  const moved = findMoves(evidence);
  return reads.flatMap((surface) => {
    const byPlace = Map.groupBy(moved.get(surface.id) ?? [], ({ where }) => where);
    return [...byPlace].flatMap(([where, moves]): Gap[] => {
      const isDescribed = surfaces.some((other) => isFigureOf(other, surface, where));
      if (isDescribed || !followsOthers(moves)) return [];
      const why = `a number rose each time that only others created something, and never in quiet (${where}): if it may, say why by \`unattributed\`, else describe it as figure('${surface.id}#…', '${where}')`;
      return [{ surface: surface.id, who: null, why }];
    });
  });
}

function followsOthers(moves: readonly Move[]): boolean {
  const isStill = moves.every(({ between, from, to }) => between !== 'quiet' || from === to);
  if (!isStill) return false;
  const others = moves.filter(({ between }) => between === 'others');
  const rises = others.filter(({ from, to }) => to > from);
  if (others.some(({ from, to }) => to < from)) return false;
  const ofViewers = Map.groupBy(rises, ({ viewer }) => viewer);
  return (
    new Set(rises.map(({ actor }) => actor)).size >= fewest ||
    [...ofViewers.values()].some(({ length }) => length >= fewest)
  );
}
