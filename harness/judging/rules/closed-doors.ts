import type { Breach } from '../../domain/invariant.ts';
import { countIn, gapOf, newCell } from '../evidence/cells.ts';
import type { Cell } from '../evidence/cells.ts';
import type { Examined } from '../evidence/examine.ts';
import type { Gap } from '../evidence/gap.ts';
import { isForBearers } from '../evidence/bearer-links.ts';
import { isOwnersGrant } from '../evidence/pairing.ts';
import { reachOf } from '../evidence/reach.ts';
import { intrude } from '../evidence/strangers.ts';
import type { Tried } from '../evidence/tried.ts';

/** What came of attempts that no surface may answer. */
export type Doors = { breaches: Breach[]; gaps: Gap[]; attempts: number; granted: number };

/** How a refusal is shown to mean something. */
export type DoorControl = (one: Tried) => { paired: boolean; alive: boolean };

/**
 * Judges attempts in a state that opens nothing (no session, signed out, half signed in): whatever they bring
 * back of anybody's is a leak, unless everybody may see it. Every surface that owners reach must have been
 * tried, and have refused clearly.
 */
export function judgeClosedDoors(
  examined: Examined,
  state: Tried['state'],
  control: DoorControl,
): Doors {
  const { phase } = examined;
  const { reached, gaps } = reachOf(examined);
  const closed = reached.filter((surface) => !isForBearers(surface));
  const cells = new Map<string, Cell>(closed.map(({ id }) => [id, newCell(id, phase, null)]));
  const doors: Doors = { breaches: [], gaps: [...gaps], attempts: 0, granted: 0 };
  for (const one of examined.tried) {
    if (one.attempt.shrinking === undefined && isOwnersGrant(one)) doors.granted += 1;
    if (one.state !== state || one.asked === 'ended') continue;
    if (one.attempt.shrinking === undefined) doors.attempts += 1;
    const intrusion = intrude(examined, one);
    doors.breaches.push(...intrusion.leaks);
    doors.gaps.push(...intrusion.gaps);
    const { id } = one.surface;
    if (!reached.includes(one.surface) || !one.addressed || one.attempt.phase !== phase) continue;
    const cell = cells.get(id) ?? newCell(id, phase, null);
    cells.set(id, cell);
    countIn(cell, intrusion, control(one));
  }
  for (const cell of cells.values()) {
    const gap = gapOf(cell);
    if (gap !== null) doors.gaps.push(gap);
  }
  return doors;
}
