import type { SessionState } from '../../domain/attempts/attempt.ts';
import { freshCredential } from '../../domain/attempts/fresh-credential.ts';
import { isForBearers } from '../../domain/surfaces/surface-traits.ts';
import { blindGaps } from '../checks/coverage/sensitivity.ts';
import { changedGaps } from '../evidence/changed-cells.ts';
import { countIn, gapOf, newCell } from '../evidence/cells.ts';
import type { Cell } from '../evidence/cells.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { isGivenByShare } from '../evidence/surfaces/given-by-share.ts';
import { isOwnersGrant } from '../evidence/sessions/pairing.ts';
import { reachOf } from '../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { newTally } from './finding.ts';
import type { Tally } from './finding.ts';

/** How a refusal is shown to mean something. */
export type RefusalControl = (resolved: ResolvedAttempt) => { paired: boolean; alive: boolean };

/**
 * Judges attempts in a state that every surface must refuse (no session, signed out, half signed in): whatever they
 * bring back of an account is a leak, unless everybody may see it. Every surface that owners reach must have been
 * tried, and have refused clearly.
 */
export function judgeRefusedState(
  evidence: ExaminedEvidence,
  state: Exclude<SessionState, 'open' | 'wrong-password'>,
  control: RefusalControl,
): Tally {
  const { phase } = evidence;
  const { reached, gaps } = reachOf(evidence);
  const refusing = reached.filter(
    (surface) => !isForBearers(surface) && !isGivenByShare(evidence.ledger, surface),
  );
  const cells = new Map<string, Cell>(refusing.map(({ id }) => [id, newCell(id, phase, null)]));
  const tally = newTally(gaps);
  const changed: ResolvedAttempt[] = [];
  for (const resolved of evidence.attempts) {
    const { attempt, surface, addressed } = resolved;
    if (attempt.shrinking === undefined && isOwnersGrant(resolved)) tally.granted += 1;
    if (resolved.state !== state || resolved.asked === 'ended' || attempt.lent) continue;
    // What a value from an answer opened or did not says nothing of the session whose answer held it.
    if (attempt.variant === freshCredential) continue;
    if (attempt.shrinking === undefined) tally.attempts += 1;
    const { leaks, gaps: unclear, standing } = weighingOf(evidence, resolved);
    tally.breaches.push(...leaks);
    tally.gaps.push(...unclear);
    if (attempt.changed !== undefined) changed.push(resolved);
    if (!reached.includes(surface) || !addressed || attempt.phase !== phase) continue;
    const cell = cells.get(surface.id) ?? newCell(surface.id, phase, null);
    cells.set(surface.id, cell);
    countIn(cell, attempt, standing, control(resolved));
  }
  tally.gaps.push(...[...cells.values()].map(gapOf).filter((gap) => gap !== null));
  tally.gaps.push(...changedGaps(evidence, changed, reached), ...blindGaps(evidence, [state]));
  return tally;
}
