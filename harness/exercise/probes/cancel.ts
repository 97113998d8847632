import { createRandom } from '../../accounts/random.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { hungUpInTurns } from './choosing/hang-up-stages.ts';
import { cycled, oneOfEachAccount } from './choosing/one-of-each-account.ts';
import type { SweepProbe } from './probe.ts';

/** Requests that are hung up at a surface, and those that follow them. */
const [hungUp, next] = [8, 10];

/**
 * Hangs up requests in the middle of their answers, and looks at what the next callers get: a connection, a buffer or a
 * place in a queue that is used again may still hold the answer that nobody took.
 */
export const cancel: SweepProbe = {
  id: 'cancel',
  title: 'One’s own, right after others have hung up',
  needs: 'two accounts with something of their own at a surface',
  disturbs: 'connections',
  budgeted: true,
  attempts: ({ shown, seed }) =>
    oneOfEachAccount(shown, createRandom('cancel', seed))
      .filter(({ length }) => length > 1)
      .flatMap(cancelled),
};

function cancelled(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const middle = Math.ceil(requests.length / 2);
  const [some, others] = [requests.slice(0, middle), requests.slice(middle)];
  const released = [...hungUpInTurns(cycled(some, hungUp)), ...cycled(others, next)];
  return released.map((request) => ({ ...request, together: request.surface.id }));
}
