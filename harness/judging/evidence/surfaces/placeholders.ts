import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { Phase } from '../../../domain/phase.ts';
import { copyKey, mediaKey, sharedCopies } from '../media/copies.ts';
import { isOwnersGrant } from '../sessions/pairing.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { hasOwnSign } from '../signs/signs.ts';

/**
 * Copies that stand in for media which is not ready yet, by `copyKey`: several owners were served them, and none of these
 * had media of their own there before.
 */
export type Placeholders = {
  /**
   * Several owners kept them before the update; or all to whom they were served got media of their own afterwards, as a
   * processed recording takes the place of its placeholder.
   */
  known: ReadonlySet<string>;
  /** Since the update, some got their own afterwards, or a known placeholder gave way to it: somebody's could be there. */
  possible: ReadonlySet<string>;
  /** Copies that several owners are served since the update, placeholders or not. */
  shared: ReadonlySet<string>;
};

/** Tells placeholders by what owners were granted of their own. */
export function findPlaceholders(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
): Placeholders {
  const granted = attempts.filter(
    (resolved) => isOwnersGrant(resolved) && resolved.attempt.digests.length > 0,
  );
  const before = granted.filter((copy) => isIn(copy, 'before-update'));
  const shared = sharedCopies(granted.filter((copy) => isIn(copy, 'after-update')));
  const known = new Set<string>();
  const possible = new Set<string>();
  for (const [key, fates] of fatesOf(ledger, before, sharedCopies(before), known))
    if (times(fates, 'kept') !== 1) known.add(key);
  // What was served to one owner alone before the update is that owner's.
  const news = shared.difference(new Set(before.map(copyKey)));
  const old = new Set(known);
  for (const [key, fates] of fatesOf(ledger, granted, news, old)) {
    if (times(fates, 'replaced') === fates.length) known.add(key);
    else if (times(fates, 'kept') < fates.length) possible.add(key);
  }
  return { known, possible, shared };
}

/** Whether a copy is a placeholder, or may be one. */
export function isPlaceholder(
  { known, possible }: Placeholders,
  resolved: ResolvedAttempt,
): boolean {
  const key = copyKey(resolved);
  return known.has(key) || possible.has(key);
}

/**
 * A thing's copies without the placeholders that they begin with; all of them where others are served the same as what
 * took the placeholders' place.
 */
export function withoutPlaceholders(
  { known, shared }: Placeholders,
  copies: readonly ResolvedAttempt[],
): readonly ResolvedAttempt[] {
  const own = copies.findIndex((copy) => !known.has(copyKey(copy)));
  const first = copies[own];
  if (first === undefined) return [];
  return shared.has(copyKey(first)) ? copies : copies.slice(own);
}

/**
 * What became of a copy at a thing that was served it: a known placeholder had given way to it (`gave way`), and media of
 * the thing's own took its place (`replaced`), or neither (`kept`). Null: the thing had media of its own before.
 */
type Fate = 'gave way' | 'replaced' | 'kept' | null;

/** The fates of each of the shared copies, but of those that took the place of a thing's own media. */
function fatesOf(
  ledger: Ledger,
  granted: readonly ResolvedAttempt[],
  shared: ReadonlySet<string>,
  known: ReadonlySet<string>,
): [string, readonly Fate[]][] {
  const isOwn = (copy: ResolvedAttempt) =>
    hasOwnSign(ledger, copy) || (!shared.has(copyKey(copy)) && !known.has(copyKey(copy)));
  const fates = new Map<string, Fate[]>([...shared].map((key) => [key, []]));
  for (const copies of Map.groupBy(granted, mediaKey).values()) {
    const keys = copies.map(copyKey);
    for (const key of new Set(keys)) {
      const last = keys.lastIndexOf(key);
      const wasKnown = keys.slice(0, keys.indexOf(key)).some((earlier) => known.has(earlier));
      const isReplaced = copies.slice(last + 1).some(isOwn);
      const fate = isReplaced ? 'replaced' : wasKnown ? 'gave way' : 'kept';
      fates.get(key)?.push(copies.slice(0, last).some(isOwn) ? null : fate);
    }
  }
  return [...fates].filter(([, all]) => !all.includes(null));
}

function times(fates: readonly Fate[], fate: Fate): number {
  return fates.filter((one) => one === fate).length;
}

function isIn({ attempt }: ResolvedAttempt, phase: Phase): boolean {
  return attempt.phase === phase;
}
