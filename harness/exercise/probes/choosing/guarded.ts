import { isForBearers, traitsOf } from '../../../domain/surfaces/surface-traits.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { SweepContext } from '../probe.ts';

/** Most kinds of what surfaces give, of each of which one request is taken. */
const mostKinds = 3;

/** What owners were granted and somebody without a session is not: what everybody is given shows nothing of a credential. */
export function guarded({
  shown,
  outcomeOf,
}: Pick<SweepContext, 'shown' | 'outcomeOf'>): AttemptRequest[] {
  return shown.filter(
    ({ surface, thing }) =>
      traitsOf(surface).repeatable &&
      !isForBearers(surface) &&
      outcomeOf({ session: null, surface, thing }) !== 'granted',
  );
}

/** One of the requests for each kind of what surfaces give. */
export function oneOfEachKind(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const byKind = Map.groupBy(requests, ({ surface }) => surface.gives);
  return [...byKind.values()].flatMap((those) => those.slice(0, 1)).slice(0, mostKinds);
}
