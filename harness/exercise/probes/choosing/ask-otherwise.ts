import type { ProbeAttempt, ProbeContext, RequestChange } from '../../../deployment/probe.ts';
import { createRandom } from '../../../accounts/random.ts';
import { inTurns } from './in-turns.ts';
import { traitsOf } from '../../../domain/surface-traits.ts';

/** Owners' requests of each surface that are made in each way. A few suffice, because such a fault is in the route. */
const ownersEach = 2;

/**
 * Makes requests in other ways. For each way, some owners try first. If it gives an owner its own thing, the accounts
 * that were refused the plain request try the same way. If it gives the owner nothing, nobody else tries it.
 */
export async function* askOtherwise(
  { own, choose, outcomeOf, seed }: ProbeContext,
  ways: readonly RequestChange[],
): AsyncGenerator<readonly ProbeAttempt[]> {
  const granted = own.filter(
    (one) => traitsOf(one.surface).repeatable && outcomeOf(one) === 'granted',
  );
  const mixed = createRandom('ask otherwise', seed).shuffle(granted);
  const bySurface = Map.groupBy(mixed, ({ surface }) => surface);
  const others = choose([...bySurface.keys()]);
  // All ways are tried with one owner of each surface before any is tried with a second owner.
  const turns = Array.from({ length: ownersEach }, (_, turn) => {
    const owners = [...bySurface.values()].flatMap((those) => those.slice(turn, turn + 1));
    return ways.map((change) => ({ change, owners }));
  });
  for (const { change, owners } of turns.flat()) {
    const asking = owners.filter((one) => change.path === undefined || changesPath(one, change));
    const asked = asking.map((one) => ({ ...one, change }));
    yield asked;
    const found = asked.filter((one) => outcomeOf(one) === 'granted');
    const strangers = found.flatMap(({ surface, thing }) => [
      ...others.filter((one) => one.surface === surface && one.thing?.id === thing?.id),
      { session: null, surface, thing },
    ]);
    const refused = strangers.filter((one) => isRefusal(outcomeOf(one)));
    yield inTurns(
      refused.map((one) => ({ ...one, change })),
      ({ surface, session }) => `${surface.id} ${session === null}`,
    );
  }
}

/** Whether a change alters the path of the surface: a path without a version has no earlier version, for example. */
function changesPath({ surface }: ProbeAttempt, { path }: RequestChange): boolean {
  const [template = ''] = surface.path.replace(/^https?:\/\/[^/]*/, '').split('?');
  return path?.(template) !== template;
}

function isRefusal(outcome: ReturnType<ProbeContext['outcomeOf']>): boolean {
  return outcome === 'denied' || outcome === 'concealed';
}
