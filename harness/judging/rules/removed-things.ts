import type { Breach } from '../../domain/verdict/breach.ts';
import { fieldOfToken } from '../../domain/ledger/may-view.ts';
import { removedThing } from '../../domain/surfaces/variant.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { isOwnersGrant } from '../evidence/sessions/pairing.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { newTally } from './finding.ts';
import type { Tally } from './finding.ts';

/**
 * Judges what came of things that their owner had removed. Each was granted to its owner before, at the same surface. At
 * each surface that was asked for one of them, somebody must have been refused clearly.
 */
export function judgeRemovedThings(evidence: ExaminedEvidence): Tally {
  const { ledger, phase } = evidence;
  const tally = newTally();
  const isClear = new Map<string, boolean>();
  for (const resolved of evidence.attempts) {
    const { attempt, surface, thing } = resolved;
    if (attempt.shrinking !== undefined) continue;
    if (attempt.variant !== removedThing) {
      const isOfRemoved = ledger.things.get(thing ?? '')?.removedAt !== undefined;
      if (isOfRemoved && isOwnersGrant(resolved)) tally.granted += 1;
      continue;
    }
    tally.attempts += 1;
    const { leaks, outlived } = weighingOf(evidence, resolved);
    const seen = [...leaks, ...outlived];
    tally.breaches.push(...seen, ...(seen.length === 0 ? stillThere(evidence, resolved) : []));
    if (attempt.phase !== phase) continue;
    const clear = attempt.outcome !== 'unclear' || isClear.get(surface.id) === true;
    isClear.set(surface.id, clear);
  }
  for (const [surface, clear] of isClear)
    if (!clear)
      tally.gaps.push({ surface, who: null, why: 'what had been removed was not clearly refused' });
  return tally;
}

/** What the owner was given of it: something of the thing itself, or a file, which is asked for by its id alone. */
function stillThere(
  { ledger }: ExaminedEvidence,
  { attempt, owner, thing }: ResolvedAttempt,
): Breach[] {
  if (attempt.outcome !== 'granted') return [];
  const found = attempt.sightings.find((sighting) =>
    sighting.kind === 'token' || sighting.kind === 'frame'
      ? fieldOfToken(ledger, sighting.token).thing === thing
      : sighting.kind === 'id' && sighting.thing === thing,
  );
  if (found === undefined && attempt.digests.length === 0) return [];
  const { where, encoding } = found ?? { where: 'body', encoding: 'plain' };
  const sighting = { what: 'what had been removed', where, encoding };
  return [{ kind: 'leak', attempt, owner, sighting, recorded: null, item: null }];
}
