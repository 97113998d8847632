import type { AttemptRequest, HangUp } from '../../state/attempt-request.ts';

/**
 * When requests are hung up: before an answer begins (milliseconds), in its head, in its body. What is short has been sent
 * whole before anybody can hang up in it: of that only the early stages break something off.
 */
const stages: readonly HangUp[] = [{ after: 0 }, 'body', { after: 1 }, 'head', { after: 3 }];

/** The requests, hung up at one stage after another. */
export function hungUpInTurns(requests: readonly AttemptRequest[]): AttemptRequest[] {
  return requests.map((request, index) => ({
    ...request,
    hangUp: stages[index % stages.length] ?? 'head',
  }));
}
