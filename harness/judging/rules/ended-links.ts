import type { Breach } from '../../domain/verdict/breach.ts';
import { endedAddress, isEndedVariant, namedAddress } from '../../domain/surfaces/link-variant.ts';
import { blindGaps } from '../checks/coverage/sensitivity.ts';
import { countIn, gapOf, newCell } from '../evidence/cells.ts';
import type { Cell } from '../evidence/cells.ts';
import { isNotAwaited } from '../evidence/ended-address.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isAlive, isOwnersGrant, isPairedWithPast } from '../evidence/sessions/pairing.ts';
import { reachOf } from '../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { newTally } from './finding.ts';
import type { Tally } from './finding.ts';
import { lifetimeOf } from '../../domain/surfaces/surface-traits.ts';

/** Each of them must have been refused: what still works for one only is a fault too. */
const triers = ['its owner', 'another account', 'somebody without a session'] as const;

/**
 * Judges what came of links after their end. Where they have one, it must have been tried and refused clearly
 * with an address of the judged phase: what its owner had been granted before, at a surface that owners are
 * granted still. What was given before the update counts where it was tried.
 */
export function judgeEndedLinks(evidence: ExaminedEvidence): Tally {
  const { plan, phase, controls } = evidence;
  const ending = new Set(
    plan.surfaces.filter((surface) => lifetimeOf(surface) !== null).map(({ id }) => id),
  );
  const { reached, gaps } = reachOf(evidence);
  const cells = new Map<string, Cell>();
  const cellOf = (surface: string, variant: string, who: string): Cell => {
    const key = keyOf(surface, variant, who);
    const cell = cells.get(key) ?? newCell(surface, phase, who);
    cells.set(key, cell);
    return cell;
  };
  for (const { id } of reached) {
    if (ending.has(id)) for (const who of triers) cellOf(id, 'expired', who);
  }
  // What no surface describes, and says itself when it ends.
  const stated = new Set(
    evidence.attempts
      .filter(({ attempt }) => attempt.variant === endedAddress && !isNotAwaited(attempt))
      .map(({ surface }) => surface.id),
  );
  const tally = newTally([
    ...gaps.filter(({ surface }) => surface !== null && ending.has(surface)),
    ...blindGaps(evidence, ['ended']),
  ]);
  for (const resolved of evidence.attempts) {
    const { attempt, surface } = resolved;
    const counts = attempt.shrinking === undefined;
    if (counts && ending.has(surface.id) && isOwnersGrant(resolved)) tally.granted += 1;
    if (counts && attempt.variant === namedAddress && attempt.outcome === 'granted')
      if (stated.has(surface.id)) tally.granted += 1;
    if (!isEndedVariant(attempt.variant) || isNotAwaited(attempt)) continue;
    if (counts) tally.attempts += 1;
    const { leaks, outlived, gaps: unclear, standing } = weighingOf(evidence, resolved);
    const seen = [...leaks, ...outlived];
    tally.breaches.push(...seen, ...(seen.length === 0 ? worked(resolved) : []));
    tally.gaps.push(...unclear, ...unknownAfterEnd(resolved, seen.length));
    if (!reached.includes(surface) || attempt.phase !== phase) continue;
    const cell = cellOf(surface.id, attempt.variant, trierOf(resolved));
    countIn(cell, attempt, standing, {
      paired: isPairedWithPast(controls, resolved),
      alive: attempt.session === null || isAlive(evidence, resolved),
    });
  }
  tally.gaps.push(...[...cells.values()].map(gapOf).filter((gap) => gap !== null));
  return tally;
}

/** An answer of success by an address whose end has passed, of which nobody can tell what it is. */
function unknownAfterEnd({ attempt, surface }: ResolvedAttempt, seen: number): Gap[] {
  const { variant, outcome, status } = attempt;
  if (variant !== endedAddress || seen > 0 || outcome !== 'unclear') return [];
  if (status === null || status >= 300) return [];
  const why =
    'answered after the end that stands in its address with nothing to tell what it is: describe it by `link`, with `lasts`';
  return [{ surface: surface.id, who: null, why }];
}

/** Granted, though nothing in it says whose it is: the address is of one thing only. */
function worked({ attempt, owner }: ResolvedAttempt): Breach[] {
  if (attempt.outcome !== 'granted') return [];
  const sighting = { what: 'what it had been given for', where: 'body', encoding: 'plain' };
  return [{ kind: 'leak', attempt, owner, sighting, recorded: null, item: null }];
}

function trierOf({ attempt, owner }: ResolvedAttempt): (typeof triers)[number] {
  if (attempt.session === null) return triers[2];
  return attempt.viewer === owner ? triers[0] : triers[1];
}
