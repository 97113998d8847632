import { createRandom } from '../../accounts/random.ts';
import { now } from '../../domain/clock.ts';
import { longestUnderWay, endOfDoings } from '../../domain/ledger/doings.ts';
import { tolerate } from './acting/tolerate.ts';
import { createWatch } from './acting/watch.ts';
import { watchedOf } from './choosing/watched.ts';
import { waitUntil } from '../state/wait-until.ts';
import type { SweepContext, SweepProbe } from './probe.ts';
import type { Session } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';

/** How often a view is looked at in quiet, and how many accounts then create something, one after the other. */
const quietSteps = 3;
const actorsTried = 3;
/** How often accounts create something where there are fewer than four: of three, each sees others do so three times. */
const actsOfFew = 5;
/** How often an account must have created something for its doings to be told from chance. */
const actsEach = 3;

/**
 * Looks at accounts' own again and again, in quiet and while one account after the other creates something, in an order
 * drawn by the seed. Where something moved after what another did, that one does it again, with quiet in between, until it
 * has done it three times: what follows each time, and never in quiet, tells of others. Nothing else of the run may be
 * active.
 */
export const undisturbedView: SweepProbe = {
  id: 'undisturbed-view',
  title: 'One’s own numbers and fields, in quiet and while others create something',
  needs: 'an own view that is JSON at a fixed address, or a figure',
  disturbs: 'data',
  async *attempts(context) {
    const watched = watchedOf(context);
    if (watched.length === 0) return;
    const { worker, seed } = context;
    const random = createRandom('undisturbed-view', seed);
    const watch = createWatch(worker);
    const disturb = async (actor: Session | null): Promise<void> => {
      await nextMillisecond(worker);
      if (actor === null) return;
      await tolerate(worker, async () => worker.createThing(actor));
      await nextMillisecond(worker);
    };
    const actors = chooseActors(context);
    const quiet = Array.from({ length: quietSteps }, () => null);
    await untilQuiet(worker);
    yield watched;
    watch.note(null);
    for (const actor of random.shuffle([...quiet, ...turnsOf(actors, context)])) {
      await disturb(actor);
      yield watched;
      watch.note(actor?.account.id ?? null);
    }
    for (const actor of actors) {
      const moved = watch.movedWith(actor.account.id, watched);
      if (moved.length === 0) continue;
      const again = Array.from({ length: actsEach - 1 }, () => actor);
      // What others did since is no longer between this look and the next.
      yield moved;
      for (const step of random.shuffle([...again, ...again.map(() => null)])) {
        await disturb(step);
        yield moved;
      }
    }
  },
};

/**
 * Waits until what accounts did before is over by the judge's measure: what it might have moved would else be taken for a
 * move in quiet, and the first look would tell nothing. What other processes did ended just now.
 */
async function untilQuiet({ plan, recorded, signal }: Worker): Promise<void> {
  const latest = now() + longestUnderWay;
  const end = plan.parts.length > 1 ? latest : Math.min(latest, endOfDoings(recorded));
  // Without the deployment's clock, which may be moved on: what is under way takes its time.
  await waitUntil({ signal }, end, () => undefined);
}

/** Times are whole milliseconds: of what happens within one, nobody could tell what came first. */
async function nextMillisecond({ signal }: Worker): Promise<void> {
  await waitUntil({ signal }, now() + 1, () => undefined);
}

/** Who creates something, and how often: the fewer accounts there are, the more often each. */
function turnsOf(actors: readonly Session[], { sessions }: SweepContext): Session[] {
  const patients = sessions.open.filter(({ account }) => account.role === 'patient').length;
  const count = patients > actorsTried ? actors.length : actsOfFew;
  return Array.from({ length: count }, (_, turn) => actors[turn % actors.length] ?? []).flat();
}

/**
 * Patients who create something, in this order, of different cohorts. Those whose cohort books on this side of the update
 * come first.
 */
function chooseActors({ sessions, seed, phase }: SweepContext): Session[] {
  const rank = ({ account }: Session): number =>
    Number(`${account.cohort['booking'] ?? ''}-update` !== phase);
  const ranked = createRandom('actors', seed)
    .shuffle(sessions.open.filter(({ account }) => account.role === 'patient'))
    .toSorted((left, right) => rank(left) - rank(right));
  const chosen: Session[] = [];
  while (chosen.length < Math.min(actorsTried, ranked.length)) {
    const next = ranked
      .filter((session) => !chosen.includes(session))
      .reduce((best, one) => (newLevels(one, chosen) > newLevels(best, chosen) ? one : best));
    chosen.push(next);
  }
  return chosen;
}

/** How many levels an account has that none of those has. */
function newLevels({ account }: Session, those: readonly Session[]): number {
  return Object.entries(account.cohort).filter(([factor, level]) =>
    those.every((other) => other.account.cohort[factor] !== level),
  ).length;
}
