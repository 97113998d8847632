import { createRandom } from '../../accounts/random.ts';
import { tolerate } from './acting/tolerate.ts';
import type { SweepContext, SweepProbe } from './probe.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';

/** Accounts that create something, one after the other: each account then sees others do so at least twice. */
const actors = 3;

/**
 * Reads numbers again and again, twice in quiet each time, while one account after the other creates something: a number
 * that follows what others do counts what is theirs.
 */
export const figures: SweepProbe = {
  id: 'figures',
  title: 'Numbers, while one account after the other creates something',
  needs: 'a figure, or a list with a number beside its rows that is greater than they are',
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

/** Owners' own requests for figures, and for lists at which somebody was shown such a number. */
function watchedOf({ own, worker }: SweepContext): AttemptRequest[] {
  const counting = new Set(
    worker.recorded.attempts
      .filter(({ numbers, items }) =>
        numbers?.some(({ value }) => items !== null && value > items.length),
      )
      .map(({ surface }) => surface),
  );
  return own.filter(
    ({ session, surface: { gives, id, unattributed } }) =>
      session?.account.role === 'patient' &&
      unattributed === undefined &&
      (gives === 'figure' || (gives === 'list' && counting.has(id))),
  );
}

/** Patients who create something. Those whose cohort books on this side of the update come first. */
function chooseActors({ sessions, seed, phase }: SweepContext): Session[] {
  const rank = ({ account }: Session): number =>
    Number(`${account.cohort['booking'] ?? ''}-update` !== phase);
  return createRandom('figures', seed)
    .shuffle(sessions.open.filter(({ account }) => account.role === 'patient'))
    .toSorted((left, right) => rank(left) - rank(right))
    .slice(0, actors);
}
