import type { Phase } from '../../../domain/phase.ts';
import { copyKey, sharedCopies } from './copies.ts';
import { keyOf } from '../keys.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/**
 * Media that is nobody's: a logo, or the picture of who has none. Nobody said so, so it is told from what was seen: on each
 * side of the update several owners were served the same, whole, as their own. What is shared only since the update is not
 * common, nor is what media of several owners begins with.
 */
export type CommonMedia = {
  /** Copies, by `copyKey`. */
  copies: ReadonlySet<string>;
  /** Strangers who were given such a copy before the update too, by `strangerKey`, unless they were refused there as well. */
  givenTo: ReadonlySet<string>;
};

/** Finds what media is common. */
export function findCommonMedia(attempts: readonly ResolvedAttempt[]): CommonMedia {
  const before = commonIn(attempts, 'before-update');
  const copies = before.intersection(commonIn(attempts, 'after-update'));
  const given = new Set<string>();
  const refused = new Set<string>();
  if (copies.size === 0) return { copies, givenTo: given };
  for (const resolved of attempts) {
    const { attempt } = resolved;
    if (attempt.phase !== 'before-update' || isOwn(resolved)) continue;
    if (attempt.outcome === 'denied') refused.add(strangerKey(resolved));
    else if (copies.has(copyKey(resolved))) given.add(strangerKey(resolved));
  }
  return { copies, givenTo: given.difference(refused) };
}

/** Whether a stranger was given nothing but common media, as such strangers were before the update. */
export function isCommonMedia(common: CommonMedia, resolved: ResolvedAttempt): boolean {
  return (
    !resolved.attempt.truncated &&
    common.copies.has(copyKey(resolved)) &&
    common.givenTo.has(strangerKey(resolved))
  );
}

/** Copies that several owners were served as their own in a phase. */
function commonIn(attempts: readonly ResolvedAttempt[], phase: Phase): ReadonlySet<string> {
  return sharedCopies(
    attempts.filter(
      (resolved) =>
        resolved.attempt.phase === phase &&
        resolved.attempt.outcome === 'granted' &&
        isOwn(resolved),
    ),
  );
}

function isOwn({ asked, state }: ResolvedAttempt): boolean {
  return asked === 'own' && state === 'open';
}

/** Strangers to a surface of one kind, by the state of their session. */
function strangerKey({ attempt, surface }: ResolvedAttempt): string {
  return keyOf(surface.id, attempt.sessionState);
}
