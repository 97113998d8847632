import { longestWait } from '../../domain/ledger/share-times.ts';
import type { FactOf } from '../../domain/ledger/fact.ts';
import { lostAt } from '../../domain/ledger/may-view.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';
import { countIn, gapOf, newCell } from '../evidence/cells.ts';
import type { Cell } from '../evidence/cells.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { isGivenByShare } from '../evidence/surfaces/given-by-share.ts';
import { keyOf } from '../evidence/keys.ts';
import { isAlive } from '../evidence/sessions/pairing.ts';
import { reachOf } from '../evidence/surfaces/reach.ts';
import { viewingOf } from '../evidence/resolved-attempt.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { newTally } from './finding.ts';
import type { Tally } from './finding.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** What was granted to those with whom something was shared, while that lasted: the positive control. */
type HoldersGrants = {
  /** When it was first granted, by viewer, surface and thing. */
  firstAt: ReadonlyMap<string, number>;
  surfaces: ReadonlySet<string>;
};

/**
 * Judges what former holders of a share met once it had ended. On every surface that leads to something that
 * can be shared one of them must have been refused, clearly: what they were granted while it lasted, and what
 * its owner is granted still.
 */
export function judgeEndedShares(evidence: ExaminedEvidence): Tally {
  const { controls, phase, attempts, plan } = evidence;
  const grants = grantsOfHolders(evidence);
  const surfaces = reachOf(evidence).reached.filter(
    (surface) => canBeShared(evidence, surface) || isGivenByShare(evidence.ledger, surface),
  );
  const cells = new Map<string, Cell>(surfaces.map(({ id }) => [id, newCell(id, phase, null)]));
  const tally = { ...newTally(), granted: grants.firstAt.size };
  const updatedAt = attempts.find(({ attempt }) => attempt.phase === phase)?.attempt.sentAt;
  let hasMetUpdate = false;
  for (const resolved of attempts) {
    const { attempt, surface, thing, addressed } = resolved;
    const { outlived, standing } = weighingOf(evidence, resolved);
    tally.breaches.push(...outlived);
    const endedAt = whenLost(evidence, resolved);
    if (endedAt === null) continue;
    if (attempt.shrinking === undefined) tally.attempts += 1;
    const cell = cells.get(surface.id);
    if (cell === undefined || !addressed || attempt.phase !== phase) continue;
    const before = grants.firstAt.get(keyOf(attempt.viewer, surface.id, thing)) ?? Infinity;
    // An address that the share gave is nobody's once it is over: that it had led there is all that can be known.
    const after = isGivenByShare(evidence.ledger, surface)
      ? Infinity
      : (controls.ofThing.get(keyOf(surface.id, phase, thing))?.lastSent ?? -Infinity);
    const paired = before <= attempt.sentAt && after >= attempt.answeredAt;
    const clear = cell.clear;
    const endedByUpdate = evidence.dead.get(attempt.id) === 'ended-by-update';
    countIn(cell, attempt, standing, { paired, alive: isAlive(evidence, resolved), endedByUpdate });
    if (cell.clear > clear && endedAt < (updatedAt ?? Infinity)) hasMetUpdate = true;
  }
  if (tally.attempts === 0)
    return { ...tally, gaps: [general('nothing was shared, ended, and tried again')] };
  tally.gaps.push(...farEnds(evidence));
  for (const cell of cells.values()) {
    const gap = gapOf(cell);
    if (gap === null) continue;
    const why =
      'what was shared was not granted there to whom it was shared with, so that refusals after its end say nothing';
    tally.gaps.push(grants.surfaces.has(cell.surface) ? gap : { ...gap, why });
  }
  if (plan.update.expected && grants.surfaces.size > 0 && !hasMetUpdate) {
    tally.gaps.push(
      general('nothing that had ended before the update was clearly refused after it'),
    );
  }
  return tally;
}

function general(why: string): Gap {
  return { surface: null, who: null, why };
}

/** When the viewer had lost what they asked for; null where they never had it, or have it still. */
function whenLost({ ledger }: ExaminedEvidence, resolved: ResolvedAttempt): number | null {
  const { asked, owner, thing, state } = resolved;
  if (asked !== 'foreign' || state !== 'open' || owner === null) return null;
  return lostAt(ledger, viewingOf(resolved), { owner, thing });
}

function isHoldersGrant(evidence: ExaminedEvidence, resolved: ResolvedAttempt): boolean {
  const { ledger } = evidence;
  const { attempt, addressed, state, asked, owner, thing } = resolved;
  if (!addressed || state !== 'open' || asked !== 'entitled' || attempt.variant !== 'plain')
    return false;
  if (owner === null) return false;
  if (attempt.outcome !== 'granted' && !isMediaOfThing(evidence, resolved)) return false;
  const ever = { ...viewingOf(resolved), sentAt: Infinity };
  return lostAt(ledger, ever, { owner, thing }) !== null;
}

/** Whether the answer holds what the owner is served as this thing: media need not hold a sign of whose it is. */
function isMediaOfThing(
  { media }: ExaminedEvidence,
  { attempt: { digests }, thing }: ResolvedAttempt,
): boolean {
  return digests.some((digest) => media.get(digest)?.some((holder) => holder.thing === thing));
}

function grantsOfHolders(evidence: ExaminedEvidence): HoldersGrants {
  const firstAt = new Map<string, number>();
  const surfaces = new Set<string>();
  for (const resolved of evidence.attempts) {
    if (!isHoldersGrant(evidence, resolved)) continue;
    const { attempt, surface, thing } = resolved;
    const key = keyOf(attempt.viewer, surface.id, thing);
    if (!firstAt.has(key)) firstAt.set(key, attempt.answeredAt);
    surfaces.add(surface.id);
  }
  return { firstAt, surfaces };
}

/**
 * Whether it is tried again when a share ends, and its address names a thing, and not only an account.
 */
function canBeShared({ ledger }: ExaminedEvidence, surface: SurfaceInfo): boolean {
  if (!traitsOf(surface).triedAfterShares) return false;
  return ledger.things
    .values()
    .some(({ ids }) => surface.needs.some((name) => Object.hasOwn(ids, name)));
}

/** Shares of the sweep that end by themselves, and not before the run did. */
function farEnds({ history, swept, end }: ExaminedEvidence): Gap[] {
  const owners = new Set(swept.map(({ id }) => id));
  const isFar = ({ at, owner }: FactOf<'revoked'>) => at > end && owners.has(owner);
  if (!history.facts.some((fact) => fact.fact === 'revoked' && isFar(fact))) return [];
  const why = `a share ends by itself, but only after the run: let share() ask for an end within ${longestWait / 1000} seconds, or leave until out where ending it by hand is all that matters`;
  return [general(why)];
}
