import { countIn, gapOf, newCell } from '../evidence/cells.ts';
import type { Cell } from '../evidence/cells.ts';
import type { Doors } from './closed-doors.ts';
import type { Examined } from '../evidence/examine.ts';
import { isAlive, isOwnersGrant, isPairedWithPast } from '../evidence/pairing.ts';
import { reachOf } from '../evidence/reach.ts';
import { intrude } from '../evidence/strangers.ts';
import type { Tried } from '../evidence/tried.ts';

/** Each of them must have been refused: what still works for one only is a fault too. */
const triers = ['its owner', 'another account', 'somebody without a session'] as const;

/**
 * Judges what came of links after their end. Where they have one, it must have been tried and refused clearly
 * with an address of the judged phase: what its owner had been granted before, at a surface that owners are
 * granted still. What was given before the update counts where it was tried.
 */
export function judgeEndedLinks(examined: Examined): Doors {
  const { plan, phase, controls } = examined;
  const ending = new Set(plan.surfaces.filter(({ link }) => link?.lasts).map(({ id }) => id));
  const { reached, gaps } = reachOf(examined);
  const cells = new Map<string, Cell>();
  const cellOf = (surface: string, variant: string, who: string): Cell => {
    const key = JSON.stringify([surface, variant, who]);
    const cell = cells.get(key) ?? newCell(surface, phase, who);
    cells.set(key, cell);
    return cell;
  };
  for (const { id } of reached) {
    if (ending.has(id)) for (const who of triers) cellOf(id, 'expired', who);
  }
  const doors: Doors = { breaches: [], gaps: [], attempts: 0, granted: 0 };
  doors.gaps.push(...gaps.filter(({ surface }) => surface !== null && ending.has(surface)));
  for (const one of examined.tried) {
    const { attempt, surface } = one;
    const counts = attempt.shrinking === undefined;
    if (counts && ending.has(surface.id) && isOwnersGrant(one)) doors.granted += 1;
    if (one.asked !== 'ended') continue;
    if (counts) doors.attempts += 1;
    const intrusion = intrude(examined, one);
    const leaks = [...intrusion.leaks, ...intrusion.outlived];
    doors.breaches.push(...leaks, ...(leaks.length === 0 ? worked(one) : []));
    doors.gaps.push(...intrusion.gaps);
    if (!reached.includes(surface) || attempt.phase !== phase) continue;
    countIn(cellOf(surface.id, attempt.variant, trierOf(one)), intrusion, {
      paired: isPairedWithPast(controls, one),
      alive: attempt.session === null || isAlive(examined, one),
    });
  }
  doors.gaps.push(...[...cells.values()].map(gapOf).filter((gap) => gap !== null));
  return doors;
}

/** Granted, though nothing in it says whose it is: the address is of one thing only. */
function worked({ attempt, owner }: Tried): Doors['breaches'] {
  if (attempt.outcome !== 'granted') return [];
  const sighting = { what: 'what it had been given for', where: 'body', encoding: 'plain' };
  return [{ kind: 'leak', attempt, owner, sighting }];
}

function trierOf({ attempt, owner }: Tried): (typeof triers)[number] {
  if (attempt.session === null) return triers[2];
  return attempt.viewer === owner ? triers[0] : triers[1];
}
