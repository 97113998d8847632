import { createRandom } from '../../accounts/random.ts';
import { rangeVariants } from '../../domain/range-variants.ts';
import type { RangeVariant } from '../../domain/range-variants.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { cycled, oneOfEachAccount } from './choosing/one-of-each-account.ts';
import type { SweepContext, SweepProbe } from './probe.ts';

/** Streams of a surface that break off, and that others read slowly. */
const [broken, slow] = [6, 4];
/** Milliseconds for which a slow reader rests after each piece. */
const rest = 15;

/**
 * Breaks streams off and takes them up again on other connections, as players do on poor networks, while others read slowly
 * or resume theirs: what is kept for whoever comes back must not reach somebody else.
 */
export const slowReader: SweepProbe = {
  id: 'slow-reader',
  title: 'Streams that break off, are read slowly and are taken up again',
  needs: 'two accounts with media of their own',
  disturbs: 'connections',
  budgeted: true,
  attempts: ({ shown, seed, outcomeOf }) =>
    oneOfEachAccount(shown, createRandom('slow reader', seed))
      .filter(([first, second]) => second !== undefined && first?.surface.gives === 'stream')
      .flatMap((requests) => takenUpAgain(requests, waysToGoOn(requests, outcomeOf))),
};

/**
 * The parts that a player asks for when it goes on, a later one first. Those that no owner was granted are left out: what a
 * server cannot give to anybody tells nothing, and costs most where it breaks off or never ends.
 */
function waysToGoOn(
  requests: readonly AttemptRequest[],
  outcomeOf: SweepContext['outcomeOf'],
): readonly RangeVariant[] {
  return rangeVariants.toReversed().filter((variant) => {
    const outcomes = requests.flatMap((request) => outcomeOf({ ...request, variant }) ?? []);
    return outcomes.length === 0 || outcomes.includes('granted');
  });
}

/** Two turns: in the second the others' streams break off. */
function takenUpAgain(
  requests: readonly AttemptRequest[],
  ways: readonly RangeVariant[],
): AttemptRequest[] {
  const middle = Math.ceil(requests.length / 2);
  const [some, others] = [requests.slice(0, middle), requests.slice(middle)];
  return [
    [some, others],
    [others, some],
  ].flatMap(([breaking = [], reading = []], turn) => {
    const stopped = cycled(breaking, broken);
    const released: AttemptRequest[] = [
      ...stopped.map((request, index) => ({
        ...request,
        hangUp: index % 2 === 0 ? ('body' as const) : ('head' as const),
      })),
      // Who comes back first may get what was kept for another.
      ...goingOn(cycled(reading, broken), ways),
      ...goingOn(stopped, ways),
      ...cycled(reading, slow).map((request) => ({ ...request, rest })),
    ];
    return released.map((request) => ({
      ...request,
      together: `${request.surface.id} ${turn}`,
    }));
  });
}

/** The requests of players that go on. A surface without parts is asked for as a whole. */
function goingOn(
  requests: readonly AttemptRequest[],
  ways: readonly RangeVariant[],
): AttemptRequest[] {
  return requests.map((request, index) => {
    const variant = ways[index % ways.length];
    return request.surface.variants.includes('range') && variant !== undefined
      ? { ...request, variant }
      : request;
  });
}
