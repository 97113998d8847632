import type { SweepContext } from '../probe.ts';
import type { CarryingListener } from '../../listening/round-types.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import { guarded, oneOfEachKind } from './guarded.ts';

/** Most accounts whose first steps are tried. Such a fault is in the sign-in, and the same for all of them. */
const mostAccounts = 4;

/**
 * Requests that carry the values of a sign-in's first step where whole sessions carry their credentials: for things that
 * their owner was granted, one for each kind of what surfaces give. At all other surfaces the accounts take turns: a
 * deployment may forget the second factor at one address alone.
 */
export function withFirstStepValues(
  worker: Pick<Worker, 'halfValues'>,
  halves: readonly Session[],
  context: Pick<SweepContext, 'shown' | 'outcomeOf'>,
): AttemptRequest[] {
  const open = guarded(context);
  const sessions = firstHalves(halves).slice(0, mostAccounts);
  const ids = new Set(sessions.map(({ account }) => account.id));
  const turns = new Set(
    [...Map.groupBy(open, ({ surface }) => surface.id).values()].flatMap((those, turn) => {
      const byOwner = Map.groupBy(those, ({ session }) => session?.account.id ?? '');
      const owners = [...byOwner].filter(([id]) => ids.has(id));
      return owners[turn % owners.length]?.[1].slice(0, 1) ?? [];
    }),
  );
  return sessions.flatMap((session) => {
    const own = open.filter((request) => request.session?.account.id === session.account.id);
    const asked = new Set([...oneOfEachKind(own), ...own.filter((request) => turns.has(request))]);
    return valuesOf(worker, session).flatMap(({ carried, name }) =>
      [...asked].map(({ surface, thing }) => ({
        session,
        surface,
        thing,
        carried,
        // A script could not repeat it, as the value is kept nowhere.
        change: { name, headers: {}, hidesQuery: true },
      })),
    );
  });
}

/** Half sign-ins with each value of their first step, in each place where whole sessions carry their credentials. */
export function firstStepListeners(
  worker: Pick<Worker, 'halfValues'>,
  ended: readonly Session[],
): CarryingListener[] {
  const halves = ended.filter(({ state }) => state === 'no-second-factor');
  return firstHalves(halves).flatMap((session) => valuesOf(worker, session));
}

/** The first half sign-in of each account, which stopped before the code: a wrong code may have ended the others. */
function firstHalves(halves: readonly Session[]): Session[] {
  return [...Map.groupBy(halves, ({ account }) => account.id).values()].flatMap((those) =>
    those.slice(0, 1),
  );
}

function valuesOf(worker: Pick<Worker, 'halfValues'>, session: Session): CarryingListener[] {
  return worker.halfValues(session).map((carried, index) => ({
    session,
    carried,
    name: `first-step-in-${carried.carrier.kind}-${index + 1}`,
  }));
}
