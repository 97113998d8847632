import { createRandom } from '../../accounts/random.ts';
import { isForBearers, traitsOf } from '../../domain/surface-traits.ts';
import { removedThing } from '../../domain/variant.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session, Thing } from '../state/held.ts';
import { inParallel } from '../state/in-parallel.ts';
import { tolerate } from './acting/tolerate.ts';
import { plain } from './choosing/requests.ts';
import type { SweepContext, SweepProbe } from './probe.ts';

/** How many patients create something and remove it again, on each side of the update. */
const actors = { 'before-update': 1, 'after-update': 2 };

/**
 * What an owner removed, asked for as before: by the owner, by another account, and without a session. It is made for
 * this alone, and was shown to its owner before it was removed.
 */
export const removedThings: SweepProbe = {
  id: 'removed-things',
  title: 'What its owner removed, asked for as before',
  needs: '`consultations.remove`, and a surface whose address names a thing',
  disturbs: 'data',
  async *attempts(context) {
    const { worker, surfaces } = context;
    if (worker.definition.consultations.remove === undefined) return;
    const byThing = surfaces.filter(
      (surface) =>
        traitsOf(surface).addressedByIds || (surface.kind === 'link' && !isForBearers(surface)),
    );
    const made: { session: Session; thing: Thing }[] = [];
    await inParallel(chooseActors(context), actors['after-update'], async (session) => {
      await tolerate(worker, async () => {
        made.push({ session, thing: await worker.createThing(session) });
      });
    });
    const own = made.flatMap(({ session, thing }) => namingIt(session, thing, byThing));
    yield own;
    const shown = own.filter((request) => context.outcomeOf(request) === 'granted');
    const removed = new Set<string>();
    for (const { session, thing } of made) {
      await tolerate(worker, async () => {
        await worker.removeThing(session, thing);
        removed.add(thing.id);
      });
    }
    yield shown
      .filter(({ thing }) => removed.has(thing?.id ?? ''))
      .flatMap((request) =>
        [request.session, strangerTo(context, request), null].map((session) => ({
          ...request,
          session,
          variant: removedThing,
        })),
      );
  },
};

/** The owner's requests at those surfaces whose address names the thing, and not only its owner. */
function namingIt(
  session: Session,
  thing: Thing,
  surfaces: SweepContext['surfaces'],
): AttemptRequest[] {
  const names = Object.keys(thing.ids);
  return plain(
    session,
    thing,
    surfaces.filter(({ needs }) => needs.some((name) => names.includes(name))),
  );
}

/** The patient who comes after the owner. */
function strangerTo({ sessions }: SweepContext, { session }: AttemptRequest): Session | null {
  const patients = sessions.open.filter(({ account }) => account.role === 'patient');
  const owner = patients.findIndex(({ account }) => account.id === session?.account.id);
  return patients[(owner + 1) % patients.length] ?? null;
}

/** Patients who create something, another choice in each run. Those whose cohort books on this side of the update come first. */
function chooseActors({ sessions, seed, phase }: SweepContext): Session[] {
  const [side] = phase.split('-');
  const rank = ({ account }: Session): number => Number(account.cohort['booking'] !== side);
  return createRandom('removed-things', seed)
    .shuffle(sessions.open.filter(({ account }) => account.role === 'patient'))
    .toSorted((left, right) => rank(left) - rank(right))
    .slice(0, actors[phase]);
}
