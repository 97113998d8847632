import { createRandom } from '../../accounts/random.ts';
import { rangeVariants } from '../../domain/range-variants.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { cycled, oneOfEachAccount } from './choosing/one-of-each-account.ts';
import type { SweepProbe } from './probe.ts';

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
  attempts: ({ shown, seed }) =>
    oneOfEachAccount(shown, createRandom('slow reader', seed))
      .filter(([first, second]) => second !== undefined && first?.surface.gives === 'stream')
      .flatMap(takenUpAgain),
};

/** Two turns: in the second the others' streams break off. */
function takenUpAgain(requests: readonly AttemptRequest[]): AttemptRequest[] {
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
      ...inRanges(cycled(reading, broken)),
      ...inRanges(stopped),
      ...cycled(reading, slow).map((request) => ({ ...request, rest })),
    ];
    return released.map((request) => ({
      ...request,
      together: `${request.surface.id} ${turn}`,
    }));
  });
}

/** What a player asks for when it goes on: a later part first. A surface without parts is asked for as a whole. */
function inRanges(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const ways = rangeVariants.toReversed();
  return requests.map((request, index) => {
    const variant = ways[index % ways.length];
    return request.surface.variants.includes('range') && variant !== undefined
      ? { ...request, variant }
      : request;
  });
}
