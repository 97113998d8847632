import { longestWait } from '../../domain/share-times.ts';
import type { FactOf } from '../../domain/fact.ts';
import { lostAt } from '../../domain/may-view.ts';
import type { SurfaceInfo } from '../../domain/surface.ts';
import { countIn, gapOf, newCell } from '../evidence/cells.ts';
import type { Cell } from '../evidence/cells.ts';
import type { Doors } from './closed-doors.ts';
import type { Examined } from '../evidence/examine.ts';
import { keyOf } from '../evidence/keys.ts';
import { isAlive } from '../evidence/pairing.ts';
import { reachOf } from '../evidence/reach.ts';
import { intrude } from '../evidence/strangers.ts';
import { endOf } from '../evidence/time-of-run.ts';
import { viewingOf } from '../evidence/signs.ts';
import type { Tried } from '../evidence/tried.ts';

/**
 * Judges what former holders of a share met once it had ended. On every surface that leads to something that
 * can be shared one of them must have been refused, clearly: what they were granted while it lasted, and what
 * its owner is granted still.
 */
export function judgeEndedShares(examined: Examined): Doors {
  const { controls, phase, tried } = examined;
  const held = grantsOfHolders(examined);
  const surfaces = reachOf(examined).reached.filter((surface) => canBeShared(examined, surface));
  const cells = new Map<string, Cell>(surfaces.map(({ id }) => [id, newCell(id, phase, null)]));
  const doors: Doors = { breaches: [], gaps: [], attempts: 0, granted: held.size };
  let hasMetUpdate = false;
  for (const one of tried) {
    const intrusion = intrude(examined, one);
    doors.breaches.push(...intrusion.outlived);
    const endedAt = whenLost(examined, one);
    if (endedAt === null) continue;
    if (one.attempt.shrinking === undefined) doors.attempts += 1;
    const cell = cells.get(one.surface.id);
    if (cell === undefined || !one.addressed || one.attempt.phase !== phase) continue;
    const { attempt, surface, thing } = one;
    const before = held.get(keyOf(attempt.viewer, surface.id, thing)) ?? Infinity;
    const after = controls.ofThing.get(keyOf(surface.id, phase, thing))?.lastSent ?? -Infinity;
    const paired = before <= attempt.sentAt && after >= attempt.answeredAt;
    const clear = cell.clear;
    countIn(cell, intrusion, { paired, alive: isAlive(examined, one) });
    if (cell.clear > clear && endedAt < updatedAt(examined)) hasMetUpdate = true;
  }
  if (doors.attempts === 0)
    return { ...doors, gaps: [general('nothing was shared, ended, and tried again')] };
  doors.gaps.push(...farEnds(examined));
  const granted = new Set(
    tried.filter((one) => isHoldersGrant(examined, one)).map(({ surface }) => surface.id),
  );
  for (const cell of cells.values()) {
    const gap = gapOf(cell);
    if (gap === null) continue;
    const { surface } = cell;
    const why =
      'what was shared was not granted there to whom it was shared with, so that refusals after its end say nothing';
    doors.gaps.push(granted.has(surface) ? gap : { ...gap, why });
  }
  if (examined.plan.update.expected && granted.size > 0 && !hasMetUpdate) {
    doors.gaps.push(
      general('nothing that had ended before the update was clearly refused after it'),
    );
  }
  return doors;
}

const general = (why: string) => ({ surface: null, who: null, why });

/** When the viewer had lost what they asked for; null where they never had it, or have it still. */
function whenLost({ ledger }: Examined, one: Tried): number | null {
  const { asked, owner, thing, state } = one;
  if (asked !== 'foreign' || state !== 'open' || owner === null) return null;
  return lostAt(ledger, viewingOf(one), { owner, thing });
}

/** What was granted to whom it was shared with, while that lasted: the positive control. */
function isHoldersGrant({ ledger }: Examined, one: Tried): boolean {
  const { attempt, addressed, state, asked, owner, thing } = one;
  if (!addressed || state !== 'open' || asked !== 'entitled' || attempt.variant !== 'plain')
    return false;
  if (attempt.outcome !== 'granted' || owner === null) return false;
  const ever = { ...viewingOf(one), sentAt: Infinity };
  return lostAt(ledger, ever, { owner, thing }) !== null;
}

/** When viewers were first granted what they lost later, by viewer, surface and thing. */
function grantsOfHolders(examined: Examined): ReadonlyMap<string, number> {
  const grants = new Map<string, number>();
  for (const one of examined.tried) {
    const key = keyOf(one.attempt.viewer, one.surface.id, one.thing);
    if (!grants.has(key) && isHoldersGrant(examined, one)) grants.set(key, one.attempt.answeredAt);
  }
  return grants;
}

/**
 * Whether its address names a thing, and not only an account. An address that is handed out has an end of its own,
 * and what is listened to is not tried again when a share ends.
 */
function canBeShared({ ledger }: Examined, { needs, link, listened }: SurfaceInfo): boolean {
  if (link !== undefined || listened) return false;
  return ledger.things.values().some(({ ids }) => needs.some((name) => Object.hasOwn(ids, name)));
}

function updatedAt({ tried, phase }: Examined): number {
  return tried.find(({ attempt }) => attempt.phase === phase)?.attempt.sentAt ?? Infinity;
}

/** Shares of the sweep that end by themselves, and not before the run did. */
function farEnds({ plan, history, swept }: Examined) {
  const end = endOf(plan, history);
  const owners = new Set(swept.map(({ id }) => id));
  const isFar = ({ at, owner }: FactOf<'revoked'>) => at > end && owners.has(owner);
  if (!history.facts.some((fact) => fact.fact === 'revoked' && isFar(fact))) return [];
  const why = `a share ends by itself, but only after the run: let share() ask for an end within ${longestWait / 1000} seconds, or leave until out where ending it by hand is all that matters`;
  return [general(why)];
}
