import { createRandom } from '../../accounts/random.ts';
import { tolerate } from './acting/tolerate.ts';
import type { SweepContext, SweepProbe } from './probe.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';

/** How often an account creates something, in turns: each of two accounts or more then sees others do so twice. */
const acts = { ofFew: 4, ofMany: 3 };

/**
 * Reads numbers again and again, twice in quiet each time, while one account after the other creates something: a number
 * that follows what others do counts what is theirs.
 */
export const figures: SweepProbe = {
  id: 'figures',
  title: 'Numbers, while one account after the other creates something',
  needs:
    'a figure, a read with a number, or a list with one beside its rows that is greater than they are',
  disturbs: 'data',
  async *attempts(context) {
    const watched = watchedOf(context);
    if (watched.length === 0) return;
    const { worker } = context;
    yield watched;
    yield watched;
    for (const session of chooseActors(context)) {
      await tolerate(worker, async () => worker.createThing(session));
      yield watched;
      yield watched;
    }
  },
};

/** Viewers who look at one read, or at one imported figure, again and again: what it counts is the same for all. */
const mostReaders = 6;

/** Owners' own requests for figures, and for lists and reads at which somebody was shown such a number. */
function watchedOf({ own, worker }: SweepContext): AttemptRequest[] {
  const counting = new Set(
    worker.recorded.attempts
      .filter(
        ({ numbers, items, variant, outcome, listed }) =>
          // A page that a probe asked for beyond the last has no rows, and the number of all.
          variant === 'plain' &&
          outcome === 'granted' &&
          numbers?.some(({ value }) => items === null || listed === true || value > items.length),
      )
      .map(({ surface }) => surface),
  );
  const candidates = own.filter(
    ({ session, surface: { gives, id, unattributed } }) =>
      session?.account.role === 'patient' &&
      unattributed === undefined &&
      (gives === 'figure' || counting.has(id)),
  );
  const isForSome = ({ surface: { gives, imported } }: AttemptRequest): boolean =>
    gives === 'read' || (gives === 'figure' && imported);
  const readers = new Set(
    [...Map.groupBy(candidates.filter(isForSome), ({ surface: { id } }) => id).values()].flatMap(
      (requests) =>
        // One thing of each account.
        [
          ...new Map(requests.map((request) => [request.session?.account.id, request])).values(),
        ].slice(0, mostReaders),
    ),
  );
  return candidates.filter((request) => !isForSome(request) || readers.has(request));
}

/** Patients who create something, in this order. Those whose cohort books on this side of the update come first. */
function chooseActors({ sessions, seed, phase }: SweepContext): Session[] {
  const rank = ({ account }: Session): number =>
    Number(`${account.cohort['booking'] ?? ''}-update` !== phase);
  const ranked = createRandom('figures', seed)
    .shuffle(sessions.open.filter(({ account }) => account.role === 'patient'))
    .toSorted((left, right) => rank(left) - rank(right));
  const count = ranked.length < acts.ofMany ? acts.ofFew : acts.ofMany;
  return Array.from({ length: count }, (_, turn) => ranked[turn % ranked.length] ?? []).flat();
}
