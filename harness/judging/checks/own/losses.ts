import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Breach } from '../../../domain/verdict/breach.ts';
import type { Holder, Ledger, LedgerThing } from '../../../domain/ledger/ledger.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import { isDead, isEmptyList } from '../../evidence/sessions/dead-sessions.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { describeKind } from '../../evidence/gap.ts';
import type { Gap } from '../../evidence/gap.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isOwnPlain } from '../../evidence/sessions/pairing.ts';
import { holdersBySighting } from '../../evidence/signs/signs.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/** A thing is missing from a list. `shownAt`: when one of the same phase showed it for the first time; null where none did. */
type Loss = { breach: Breach; shownAt: number | null };

/**
 * Things that are missing from their owner's own list: those which have the id that the list must show, and
 * those which it had shown before, unless they were changed or removed in between. What a list has yet to
 * show for the first time, and then does, was not lost: a gap, unless all others looked at the list again after that
 * (`shownLater`), since a list that is not filled yet hides nothing and proves nothing.
 */
export function findLosses(evidence: ExaminedEvidence): {
  breaches: Breach[];
  gaps: Gap[];
  shownLater: Attempt[];
} {
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
        for (const loss of awaited.get(first) ?? []) loss.shownAt ??= attempt.answeredAt;
      } else if (isDue(ledger, resolved, thing, before.get(thing.id))) {
        const what = `missing: ${surface.shows ?? 'what it had shown before'}`;
        const sighting = { what, where: 'the list', encoding: 'plain' };
        const about = { attempt, owner: attempt.viewer, sighting, recorded: null, item: null };
        const breach: Breach = { kind: 'lockout', ...about };
        const loss: Loss = { breach, shownAt: null };
        losses.push(loss);
        if (!before.has(thing.id)) awaited.set(first, [...(awaited.get(first) ?? []), loss]);
      }
    }
  }
  const breaches: Breach[] = [];
  const gaps: Gap[] = [];
  const shownLater: Attempt[] = [];
  const wasSearched = searchedAgain(attempts);
  for (const { breach, shownAt } of losses) {
    if (shownAt === null) breaches.push(breach);
    else if (wasSearched(breach.attempt, shownAt)) shownLater.push(breach.attempt);
    else gaps.push(lagOf(ledger, breach));
  }
  return { breaches, gaps, shownLater };
}

/**
 * Tells whether all others who were shown anything at a list, in a phase and by plain requests, looked again after a time:
 * each at their own, and at the owner's where its address names one.
 */
function searchedAgain(attempts: readonly ResolvedAttempt[]) {
  const looks = Map.groupBy(
    attempts.filter(
      ({ attempt, surface }) => surface.gives === 'list' && attempt.variant === 'plain',
    ),
    ({ attempt, surface }) => keyOf(surface.id, attempt.phase),
  );
  return ({ surface, phase, viewer }: Attempt, shownAt: number): boolean => {
    const lastLooks = new Map<string, number>();
    for (const resolved of looks.get(keyOf(surface, phase)) ?? []) {
      const { attempt, thing, asked, owner } = resolved;
      if (attempt.viewer === viewer || !isAnswered(resolved)) continue;
      if (asked === 'foreign' && owner !== viewer) continue;
      const look = keyOf(attempt.viewer, attempt.sessionState, thing);
      lastLooks.set(look, Math.max(lastLooks.get(look) ?? -Infinity, attempt.sentAt));
    }
    return lastLooks.size > 0 && lastLooks.values().every((sentAt) => sentAt >= shownAt);
  };
}

/** Whether an answer could have shown a row: refusals do not depend on what a list holds. */
function isAnswered(resolved: ResolvedAttempt): boolean {
  const { outcome, status } = resolved.attempt;
  const isUnclear = outcome === 'unclear' && status !== null && status < 300;
  return outcome === 'granted' || isUnclear || isEmptyList(resolved);
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
