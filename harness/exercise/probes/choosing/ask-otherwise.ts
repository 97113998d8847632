import type { ProbeAttempt, ProbeContext, RequestChange } from '../../../deployment/probe.ts';
import { createRandom } from '../../../accounts/random.ts';
import { inTurns } from './in-turns.ts';
import { traitsOf } from '../../../domain/surface-traits.ts';

/** Owners' requests of each surface that are made in another way: the fault is one of the route, not of an account. */
const ownersEach = 2;

/**
 * Asks in other ways: each way first by some owners; and where it gets them their own, by those who were refused it
 * on the plain one. Where it does not, it leads nowhere, and is not tried by others.
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
  // Every way with one owner of each surface, before any with another.
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

/** Whether a path of the surface's is another by a change: of one without a version, there is no earlier one. */
function changesPath({ surface }: ProbeAttempt, { path }: RequestChange): boolean {
  const [template = ''] = surface.path.replace(/^https?:\/\/[^/]*/, '').split('?');
  return path?.(template) !== template;
}

function isRefusal(outcome: ReturnType<ProbeContext['outcomeOf']>): boolean {
  return outcome === 'denied' || outcome === 'concealed';
}
