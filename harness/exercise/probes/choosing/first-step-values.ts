import { isForBearers, traitsOf } from '../../../domain/surface-traits.ts';
import type { SweepContext } from '../probe.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';

/** Most accounts whose first steps are tried. Such a fault is in the sign-in, and the same for all of them. */
const mostAccounts = 4;
/** Most surfaces at which the values of one account are tried. */
const mostSurfaces = 3;

/**
 * Requests that carry the values of a sign-in's first step where whole sessions carry their credentials: for things that
 * their owner was granted, one for each kind of what surfaces give.
 */
export function withFirstStepValues(
  worker: Pick<Worker, 'halfValues'>,
  halves: readonly Session[],
  { shown, outcomeOf }: Pick<SweepContext, 'shown' | 'outcomeOf'>,
): AttemptRequest[] {
  const open = shown.filter(
    ({ surface, thing }) =>
      traitsOf(surface).repeatable &&
      !isForBearers(surface) &&
      // What everybody is given shows nothing.
      outcomeOf({ session: null, surface, thing }) !== 'granted',
  );
  // The first half sign-in of an account stopped before the code: a wrong code may have ended the others.
  const first = [...Map.groupBy(halves, ({ account }) => account.id).values()].flatMap((those) =>
    those.slice(0, 1),
  );
  return first.slice(0, mostAccounts).flatMap((session) => {
    const own = open.filter((request) => request.session?.account.id === session.account.id);
    const byKind = Map.groupBy(own, ({ surface }) => surface.gives);
    const asked = [...byKind.values()].flatMap((those) => those.slice(0, 1)).slice(0, mostSurfaces);
    return worker.halfValues(session).flatMap((carried, index) =>
      asked.map(({ surface, thing }) => ({
        session,
        surface,
        thing,
        carried,
        change: { name: `first-step-in-${carried.carrier.kind}-${index + 1}`, headers: {} },
      })),
    );
  });
}
