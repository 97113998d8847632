import type { Attempt, Writing } from './attempt.ts';

/** An attempt of a trial. */
export type TrialAttempt = Attempt & { writing: Writing };

/** What an owner's look showed, by surface; of repeated requests the last clear one. */
export type Look = ReadonlyMap<string, TrialAttempt>;

/** Where an owner's look differs from an earlier one. `place`: as in `Writing.seen`, or what became of all of it. */
export type Change = { surface: string; place: string };

/** The attempts of trials, by trial. */
export function trialsIn(attempts: Iterable<Attempt>): Map<string, TrialAttempt[]> {
  const trials = new Map<string, TrialAttempt[]>();
  for (const attempt of attempts) {
    if (!isOfTrial(attempt)) continue;
    const its = trials.get(attempt.writing.trial) ?? [];
    trials.set(attempt.writing.trial, its);
    its.push(attempt);
  }
  return trials;
}

function isOfTrial(attempt: Attempt): attempt is TrialAttempt {
  return attempt.writing !== undefined;
}

/** The owner's looks by step, in order. What was unclear is in none. */
export function looksIn(attempts: readonly TrialAttempt[]): Map<number, Look> {
  const looks = new Map<number, Map<string, TrialAttempt>>();
  for (const attempt of attempts) {
    const { step, way } = attempt.writing;
    if (way !== undefined) continue;
    const look = looks.get(step) ?? new Map<string, TrialAttempt>();
    looks.set(step, look);
    if (attempt.outcome !== 'unclear') look.set(attempt.surface, attempt);
  }
  return new Map([...looks].sort(([a], [b]) => a - b));
}

/** The place of a thing that an answer no longer shows, or shows for the first time. */
const places = { gone: 'gone', new: 'new' } as const;

/** Where two looks differ, at the surfaces that both got a clear answer of. */
export function changesBetween(before: Look, after: Look): Change[] {
  return [...after].flatMap(([surface, { writing }]): Change[] => {
    const earlier = before.get(surface);
    if (earlier === undefined) return [];
    return changedPlaces(earlier.writing.seen ?? {}, writing.seen ?? {}).map((place) => ({
      surface,
      place,
    }));
  });
}

function changedPlaces(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  const [were, are] = [Object.keys(before), Object.keys(after)];
  if (are.length === 0) return were.length === 0 ? [] : [places.gone];
  if (were.length === 0) return [places.new];
  return [...new Set([...were, ...are])].filter((place) => before[place] !== after[place]);
}
