import { createRandom } from '../../accounts/random.ts';
import { isForBearers, traitsOf } from '../../domain/surfaces/surface-traits.ts';
import { removedThing } from '../../domain/surfaces/variant.ts';
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
 * this alone, and was shown to its owner before it was removed. Then others create something, which may get the same ids,
 * and look at it: nothing of what was there before may come with it.
 */
export const removedThings: SweepProbe = {
  id: 'removed-things',
  title: 'What its owner removed, asked for as before, and what others create after it',
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
        [request.session, strangerTo(context, request.session), null].map((session) => ({
          ...request,
          session,
          variant: removedThing,
        })),
      );
    const next = made.filter(({ thing }) => removed.has(thing.id));
    yield await createdNext(
      context,
      next.map(({ session }) => session),
      byThing,
    );
  },
};

/** What those who come after the owners create, one after the other as ids may be counted, and their own lists. */
async function createdNext(
  context: SweepContext,
  owners: readonly Session[],
  surfaces: SweepContext['surfaces'],
): Promise<AttemptRequest[]> {
  const { worker, shown } = context;
  const looks: AttemptRequest[] = [];
  for (const owner of owners) {
    const session = strangerTo(context, owner);
    if (session === null || session.account.id === owner.account.id) continue;
    await tolerate(worker, async () => {
      const thing = await worker.createThing(session);
      const lists = shown.filter(
        (request) =>
          request.session?.account.id === session.account.id &&
          request.thing === null &&
          traitsOf(request.surface).repeatable,
      );
      looks.push(...namingIt(session, thing, surfaces), ...lists);
    });
  }
  return looks;
}

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
function strangerTo({ sessions }: SweepContext, owner: Session | null): Session | null {
  const patients = sessions.open.filter(({ account }) => account.role === 'patient');
  const at = patients.findIndex(({ account }) => account.id === owner?.account.id);
  return patients[(at + 1) % patients.length] ?? null;
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
