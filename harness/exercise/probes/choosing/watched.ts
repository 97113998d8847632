import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { SweepContext } from '../probe.ts';

/** Viewers who look at one view again and again, where it is no figure. `--thorough`: all. */
const mostReaders = 6;

/**
 * Patients' own requests for what may tell of others without a token: figures, and lists at which somebody was shown a
 * number that is greater than the rows, by all; other lists and reads by some. Of addresses that differ in their query
 * alone one is taken.
 */
export function watchedOf({ own, worker, sessions }: SweepContext): AttemptRequest[] {
  const isUnclear = listsWithMore(worker.recorded.attempts);
  const candidates = own.filter(
    ({ session, surface: { unattributed } }) =>
      session?.account.role === 'patient' && unattributed === undefined,
  );
  const isForAll = ({ surface: { id, gives, imported } }: AttemptRequest): boolean =>
    (gives === 'figure' && !imported) || (gives === 'list' && isUnclear.has(id));
  const most = worker.plan.scope === 'thorough' ? Infinity : mostReaders;
  const readers = new Set(
    sessions.open
      .filter(({ account }) => account.role === 'patient')
      .slice(0, most)
      .map(({ account }) => account.id),
  );
  const chosen = oneOfEachAddress(candidates);
  const isRead = (request: AttemptRequest): boolean => {
    const { surface, session } = request;
    if (!readers.has(session?.account.id ?? '') || surface.kind !== 'request') return false;
    if (surface.gives === 'figure') return true;
    return surface.gives !== 'stream' && chosen.has(surface.id);
  };
  const some = candidates.filter((request) => !isForAll(request) && isRead(request));
  // One thing of each account.
  const ofEach = new Map(
    some.map((request) => [`${request.surface.id} ${request.session?.account.id}`, request]),
  );
  return [...candidates.filter(isForAll), ...ofEach.values()].map((request) => ({
    ...request,
    watched: true as const,
  }));
}

/** Owners' own requests at fixed addresses, and of those that differ in their query alone one. */
export function ownAtAddresses(own: readonly AttemptRequest[]): AttemptRequest[] {
  const chosen = oneOfEachAddress(own);
  return own.filter(
    ({ thing, surface }) =>
      thing === null &&
      surface.unattributed === undefined &&
      surface.gives !== 'figure' &&
      chosen.has(surface.id),
  );
}

/** Of surfaces whose addresses differ in their query alone, the one with the shortest. */
function oneOfEachAddress(requests: readonly AttemptRequest[]): Set<string> {
  const byLength = requests
    .map(({ surface }) => surface)
    .toSorted((one, other) => other.id.length - one.id.length);
  return new Set(new Map(byLength.map((surface) => [addressOf(surface), surface.id])).values());
}

function addressOf({ gives, method, path, json, form }: AttemptRequest['surface']): string {
  return JSON.stringify([gives, method, path.replace(/\?.*$/, ''), json, form]);
}

/** Lists in which somebody was shown a number that is greater than the rows. */
function listsWithMore(attempts: SweepContext['worker']['recorded']['attempts']): Set<string> {
  return new Set(
    attempts
      .filter(
        ({ numbers, items, variant, outcome, listed }) =>
          // A page that a probe asked for beyond the last has no rows, and the number of all.
          variant === 'plain' &&
          outcome === 'granted' &&
          numbers?.some(({ value }) => items === null || listed === true || value > items.length),
      )
      .map(({ surface }) => surface),
  );
}
