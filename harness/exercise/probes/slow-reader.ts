import { createRandom } from '../../accounts/random.ts';
import { rangeVariants } from '../../domain/surfaces/range-variants.ts';
import type { RangeVariant } from '../../domain/surfaces/range-variants.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { alikeInPairs } from './choosing/alike-in-pairs.ts';
import { hungUpInTurns } from './choosing/hang-up-stages.ts';
import { inTurns } from './choosing/in-turns.ts';
import { cycled, oneOfEachAccount } from './choosing/one-of-each-account.ts';
import type { SweepContext, SweepProbe } from './probe.ts';

/** Pairs of accounts in a round, streams that break off in it, and streams of others that go on. */
const [pairsOfRound, broken, resumed] = [2, 6, 4];
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
  attempts: ({ shown, seed, outcomeOf }) => {
    const rounds = oneOfEachAccount(shown, createRandom('slow reader', seed))
      .filter(([first, second]) => second !== undefined && first?.surface.gives === 'stream')
      .flatMap((requests) => takenUpAgain(requests, waysToGoOn(requests, outcomeOf), seed));
    // What the budget cuts are the last rounds of each surface.
    return inTurns(rounds, ([first]) => first?.surface.id ?? '').flat();
  },
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

/**
 * One round after another, each of few accounts: a server may keep what broke off in one place only, so that no more than
 * one of a round gets it. Those who go on are like those whose streams broke off, as what mixes people up may do so within
 * one kind. Then all change places.
 */
function takenUpAgain(
  requests: readonly AttemptRequest[],
  ways: readonly RangeVariant[],
  seed: number,
): AttemptRequest[][] {
  const pairs = chunked(alikeInPairs(requests, seed), 2).filter(({ length }) => length === 2);
  const rounds = chunked(pairs, pairsOfRound);
  return [...rounds, ...rounds.map((round) => round.map((pair) => pair.toReversed()))].map(
    (round, turn) => {
      const stopped = round.flatMap(([one]) => one ?? []);
      const reading = round.flatMap(([, other]) => other ?? []);
      const released: AttemptRequest[] = [
        ...hungUpInTurns(cycled(stopped, broken)),
        // Who comes back first may get what was kept for another.
        ...goingOn(cycled(reading, resumed), ways),
        ...goingOn(stopped, ways),
        ...reading.slice(0, 1).map((request) => ({ ...request, rest })),
      ];
      return released.map((request) => ({ ...request, together: `${request.surface.id} ${turn}` }));
    },
  );
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

function chunked<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
