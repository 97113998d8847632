import type { Attempt } from '../../domain/attempt.ts';
import type { Breach } from '../../domain/breach.ts';
import type { Holder, Ledger, LedgerThing } from '../../domain/ledger.ts';
import type { ThingId } from '../../domain/thing.ts';
import { isDead, isEmptyList } from '../evidence/dead-sessions.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { describeKind } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isOwnPlain } from '../evidence/pairing.ts';
import { holdersBySighting } from '../evidence/signs.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** A thing is missing from a list. `lagged`: a later one of the same phase showed it for the first time. */
type Loss = { breach: Breach; lagged: boolean };

/**
 * Things that are missing from their owner's own list: those which have the id that the list must show, and
 * those which it had shown before, unless they were changed or removed in between. What a list has yet to
 * show for the first time, and then does, was not lost: a gap.
 */
export function findLosses(evidence: ExaminedEvidence): { breaches: Breach[]; gaps: Gap[] } {
  const { ledger, attempts, dead } = evidence;
  const shownBefore = new Map<string, Map<ThingId, number>>();
  const losses: Loss[] = [];
  // Those that may yet be shown for the first time.
  const awaited = new Map<string, Loss[]>();
  for (const resolved of attempts) {
    const { attempt, surface } = resolved;
    if (
      !isOwnPlain(resolved) ||
      resolved.thing !== null ||
      surface.gives !== 'list' ||
      attempt.truncated
    )
      continue;
    if (!traitsOf(surface).tellsAgain) continue;
    if ((attempt.outcome !== 'granted' && !isEmptyList(resolved)) || isDead(dead, attempt))
      continue;
    const key = keyOf(surface.id, attempt.viewer);
    const before = shownBefore.get(key) ?? new Map<ThingId, number>();
    shownBefore.set(key, before);
    const shown = shownThings(ledger, attempt);
    for (const thing of ledger.thingsOf.get(attempt.viewer) ?? []) {
      const first = keyOf(key, attempt.phase, thing.id);
      if (shown.has(thing.id)) {
        before.set(thing.id, attempt.answeredAt);
        for (const loss of awaited.get(first) ?? []) loss.lagged = true;
      } else if (isDue(ledger, resolved, thing, before.get(thing.id))) {
        const what = `missing: ${surface.shows ?? 'what it had shown before'}`;
        const sighting = { what, where: 'the list', encoding: 'plain' };
        const about = { attempt, owner: attempt.viewer, sighting, recorded: null, item: null };
        const breach: Breach = { kind: 'lockout', ...about };
        const loss = { breach, lagged: false };
        losses.push(loss);
        if (!before.has(thing.id)) awaited.set(first, [...(awaited.get(first) ?? []), loss]);
      }
    }
  }
  return {
    breaches: losses.filter(({ lagged }) => !lagged).map(({ breach }) => breach),
    gaps: losses.filter(({ lagged }) => lagged).map(({ breach }) => lagOf(ledger, breach)),
  };
}

function lagOf(ledger: Ledger, { attempt }: Breach): Gap {
  const who = describeKind(ledger, attempt.viewer);
  return { surface: attempt.surface, who, why: 'what was there already was shown only later' };
}

function isDue(
  ledger: Ledger,
  { attempt, surface }: ResolvedAttempt,
  thing: LedgerThing,
  shownAt: number | undefined,
): boolean {
  const removedAt = Math.min(
    thing.removedAt ?? Infinity,
    ledger.accounts.get(thing.owner)?.removedAt ?? Infinity,
  );
  if (removedAt <= attempt.answeredAt) return false;
  const ids = ledger.ids.get(thing.id) ?? [];
  if (surface.shows !== undefined) {
    return ids.some(({ name, since }) => name === surface.shows && since <= attempt.sentAt);
  }
  if (shownAt === undefined || shownAt > attempt.sentAt) return false;
  // With further parts it may belong in another list now: from the upcoming ones to the past ones.
  return !ids.some(({ since }) => since > shownAt && since <= attempt.answeredAt);
}

function shownThings(ledger: Ledger, { sightings, items }: Attempt): ReadonlySet<ThingId> {
  const shown = new Set<ThingId>();
  const add = (holders: readonly Holder[]): void => {
    for (const { thing } of holders) if (thing !== null) shown.add(thing);
  };
  for (const sighting of sightings) add(holdersBySighting(ledger, sighting));
  for (const { ids } of items ?? []) {
    for (const digest of ids) add(ledger.holders.get(digest) ?? []);
  }
  return shown;
}
