import type { Breach } from '../../../domain/verdict/breach.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { describeKind, phaseInWords } from '../../evidence/gap.ts';
import type { Gap } from '../../evidence/gap.ts';
import { findMoves } from '../../evidence/moves.ts';
import type { FieldMove } from '../../evidence/moves.ts';
import { isOwnPlain } from '../../evidence/sessions/pairing.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { disturbed, fewestDisturbances } from './disturbed.ts';
import { isShared } from './shared-places.ts';

/** A number that has moved without its account's doing where it does not follow one other account is told as a gap. */
export function judgeFigures(evidence: ExaminedEvidence): { breaches: Breach[]; gaps: Gap[] } {
  const breaches: Breach[] = [];
  const moved = findMoves(evidence);
  const gaps: Gap[] = [];
  for (const surface of evidence.plan.surfaces) {
    if (surface.gives !== 'figure' || surface.unattributed !== undefined) continue;
    if (isUnreached(evidence, surface) || isShared(evidence.plan, surface, surface.figure ?? ''))
      continue;
    const moves = (moved.get(surface.id) ?? []).map((move) => ({
      ...move,
      moved: move.from !== move.to,
    }));
    gaps.push(...uncompared(evidence, surface, moves));
    for (const own of Map.groupBy(
      moves,
      ({ viewer, attempt: { phase } }) => `${viewer} ${phase}`,
    ).values()) {
      const found = disturbed(own);
      if (found !== null) breaches.push(found);
      else gaps.push(...restless(evidence, surface, own));
    }
  }
  return { breaches, gaps };
}

/** Tells that a number moved without its account's doing, and not as what one other account did. */
function restless(
  { ledger }: ExaminedEvidence,
  { id }: SurfaceInfo,
  own: readonly FieldMove[],
): Gap[] {
  const at = (kind: FieldMove['between']) => own.filter(({ between }) => between === kind);
  const [others, quiet] = [at('others'), at('quiet')];
  const hasMoved = ({ moved }: FieldMove): boolean => moved;
  const [moved, alone] = [others.filter(hasMoved), quiet.filter(hasMoved)];
  const last = moved.at(-1) ?? alone.at(-1);
  if (last === undefined) return [];
  const why = `the figure moved without its account’s doing ${phaseInWords(last.attempt.phase)}: ${moved.length} of ${others.length} times that others created something, ${alone.length} of ${quiet.length} times that nobody did (say by \`shared\` why it may)`;
  return [{ surface: id, who: describeKind(ledger, last.viewer), why }];
}

/** Why nothing could be said of a figure in the judged phase. */
function uncompared(
  { phase, attempts }: ExaminedEvidence,
  { id, figure }: SurfaceInfo,
  moves: readonly FieldMove[],
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
  const isCompared = [...others.values()].some((own) => own.length >= fewestDisturbances);
  if (!isCompared)
    return gap(`the figure was not compared while others created something ${phaseInWords(phase)}`);
  const own = now.filter(({ between }) => between === 'own');
  if (own.some(({ moved }) => moved)) return [];
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
