import type { Breach } from '../../domain/breach.ts';
import type { SurfaceInfo } from '../../domain/surface.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { describeKind, phaseInWords } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';
import { findMoves } from '../evidence/moves.ts';
import type { Move } from '../evidence/moves.ts';
import { isOwnPlain } from '../evidence/pairing.ts';
import { isUnreached } from '../evidence/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { numbersBesideRows } from './numbers-beside-rows.ts';

/** Fewest times that others did something, by which a number is known to follow them. */
const fewest = 2;

/**
 * Judges figures. One that moved each time that only others created something, and never while nobody did, counts what is
 * theirs. One that moved otherwise without its account's doing is told as a gap, as is one that nothing could be said of.
 */
export function judgeFigures(evidence: ExaminedEvidence): {
  gives: 'figure';
  breaches: Breach[];
  gaps: Gap[];
} {
  const breaches: Breach[] = [];
  const moved = findMoves(evidence);
  const gaps: Gap[] = [...numbersBesideRows(evidence, moved)];
  for (const surface of evidence.plan.surfaces) {
    if (surface.gives !== 'figure' || surface.unattributed !== undefined) continue;
    if (isUnreached(evidence, surface)) continue;
    const moves = moved.get(surface.id) ?? [];
    gaps.push(...uncompared(evidence, surface, moves));
    for (const own of Map.groupBy(
      moves,
      ({ viewer, attempt: { phase } }) => `${viewer} ${phase}`,
    ).values()) {
      const found = weighed(own);
      if (found === null) continue;
      if ('why' in found)
        gaps.push({
          surface: surface.id,
          who: describeKind(evidence.ledger, found.viewer),
          why: found.why,
        });
      else breaches.push(found);
    }
  }
  return { gives: 'figure', breaches, gaps };
}

/** What the moves of one viewer's number in one phase say; null where it is as it should be. */
function weighed(moves: readonly Move[]): Breach | { viewer: string; why: string } | null {
  const at = (kind: Move['between']) => moves.filter(({ between }) => between === kind);
  const hasMoved = ({ from, to }: Move): boolean => from !== to;
  const [others, quiet] = [at('others'), at('quiet')];
  const [moved, restless] = [others.filter(hasMoved), quiet.filter(hasMoved)];
  const last = moved.at(-1) ?? restless.at(-1);
  if (last === undefined) return null;
  const { viewer, attempt, where, actor } = last;
  if (
    moved.length >= fewest &&
    moved.length === others.length &&
    quiet.length > 0 &&
    restless.length === 0
  ) {
    const what = 'count of what others create';
    const sighting = { what, where, encoding: 'plain' };
    return { kind: 'leak', attempt, owner: actor, sighting, recorded: null, item: null };
  }
  const why = `the figure moved without its account’s doing ${phaseInWords(attempt.phase)}: ${moved.length} of ${others.length} times that others created something, ${restless.length} of ${quiet.length} times that nobody did (say by \`unattributed\` why it may)`;
  return { viewer, why };
}

/** Why nothing could be said of a figure in the judged phase. */
function uncompared(
  { phase, attempts }: ExaminedEvidence,
  { id, figure }: SurfaceInfo,
  moves: readonly Move[],
): Gap[] {
  const now = moves.filter(({ attempt }) => attempt.phase === phase);
  const others = Map.groupBy(
    now.filter(({ between }) => between === 'others'),
    ({ viewer }) => viewer,
  );
  const gap = (why: string): Gap[] => [{ surface: id, who: null, why }];
  const answered = attempts.filter(
    (resolved) =>
      resolved.surface.id === id && resolved.attempt.phase === phase && isWholeAnswer(resolved),
  );
  if (answered.length > 0 && answered.every(({ attempt }) => attempt.numbers === undefined))
    return gap(
      `no number stands at ${figure} in what owners were answered ${phaseInWords(phase)}: is it the figure’s place?`,
    );
  const isCompared = [...others.values()].some((own) => own.length >= fewest);
  if (!isCompared)
    return gap(`the figure was not compared while others created something ${phaseInWords(phase)}`);
  const own = now.filter(({ between }) => between === 'own');
  if (own.some(({ from, to }) => from !== to)) return [];
  const control =
    own.length === 0
      ? 'nobody was seen to move it by their own doing'
      : `it did not follow what its own account created: is ${figure} its place?`;
  return gap(`the figure has no control ${phaseInWords(phase)}: ${control}`);
}

/** An owner's whole answer of success. */
function isWholeAnswer(resolved: ResolvedAttempt): boolean {
  const { status, truncated } = resolved.attempt;
  return isOwnPlain(resolved) && !truncated && status !== null && status >= 200 && status < 300;
}
