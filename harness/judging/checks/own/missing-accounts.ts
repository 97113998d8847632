import type { Breach } from '../../../domain/verdict/breach.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { isDead, isEmptyList } from '../../evidence/sessions/dead-sessions.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isOwnPlain } from '../../evidence/sessions/pairing.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { idsOfAccounts } from './unknown-shows.ts';

/**
 * Lists whose `shows` names an id of accounts: each account's own list shows that account. One that had shown it and
 * then does not has lost it. Whether it must from the start nobody knows, as it may have one row a booking; so that one
 * which shows it to nobody is a gap.
 */
export function findMissingAccounts(evidence: ExaminedEvidence): {
  breaches: Breach[];
  gaps: Gap[];
} {
  const { ledger, attempts, dead } = evidence;
  const names = idsOfAccounts(ledger);
  const shownTo = new Set<string>();
  const silent = new Map<string, SurfaceInfo>();
  const breaches: Breach[] = [];
  for (const resolved of attempts) {
    const { attempt, surface } = resolved;
    if (surface.shows === undefined || !names.has(surface.shows)) continue;
    if (!isOwnPlain(resolved) || resolved.thing !== null || attempt.truncated) continue;
    if ((attempt.outcome !== 'granted' && !isEmptyList(resolved)) || isDead(dead, attempt))
      continue;
    const key = keyOf(surface.id, attempt.viewer);
    if (showsViewer(ledger, resolved)) {
      shownTo.add(key).add(surface.id);
      silent.delete(surface.id);
    } else if (shownTo.has(key)) {
      const sighting = { what: `missing: ${surface.shows}`, where: 'the list', encoding: 'plain' };
      const about = { attempt, owner: attempt.viewer, sighting, recorded: null, item: null };
      breaches.push({ kind: 'lockout', ...about });
    } else if (!shownTo.has(surface.id)) silent.set(surface.id, surface);
  }
  const gaps = [...silent.values()].map(({ id, shows }) => ({
    surface: id,
    who: null,
    why: `shows "${shows}", an id of accounts, and showed nobody theirs: name the id of what it lists, or leave \`shows\` out`,
  }));
  return { breaches, gaps };
}

function showsViewer(ledger: Ledger, { attempt }: ResolvedAttempt): boolean {
  const { viewer, sightings, items } = attempt;
  return (
    sightings.some(
      (sighting) =>
        sighting.kind === 'id' && sighting.account === viewer && sighting.thing === null,
    ) ||
    (items ?? []).some(({ ids }) =>
      ids.some((digest) =>
        ledger.holders.get(digest)?.some(({ owner, thing }) => owner === viewer && thing === null),
      ),
    )
  );
}
