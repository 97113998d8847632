import { now } from '../../domain/clock.ts';
import { act } from '../seed/create-thing.ts';
import { isOf } from '../scan/sightings.ts';
import { weakSightings } from '../rows/weak-ids.ts';
import type { Thing } from '../state/held.ts';
import type { Listener } from '../attempt/socket/connect.ts';
import type { ListenRound } from './round-types.ts';
import { readMessage } from '../attempt/socket/messages.ts';
import type { Network } from '../http/network.ts';
import type { ThingSeeding } from '../seed/create-thing.ts';

/** Longest wait for the message about the owner's action on the owner's own connection, in milliseconds. */
const longestWait = 5000;

/** What the owner's own connection received after the owner acted. */
export type Act = {
  /** Why the owner received no message about the action; null when the owner received one. */
  why: string | null;
  /** The thing that the owner acted on, or created. */
  thing: Thing | null;
  /** Milliseconds from the start of the action to its message. */
  took: number;
};

/**
 * Lets the owner act, and waits for the message about it on the owner's own connection. A message counts if it holds a
 * token planted by the action, or another sign of the owner's and is of a kind that is not in `before`. Its kind is
 * added to `events`, unless it is in `before`.
 */
export async function actAndReceive(
  worker: ThingSeeding & Network,
  { surface, owner }: ListenRound,
  subject: Thing | null,
  { connection }: Listener,
  shapes: { before: ReadonlySet<string>; events: Set<string> },
): Promise<Act> {
  const { act: name } = surface.listen;
  const { account } = owner;
  if (connection === null) return { why: 'there is no connection', thing: null, took: 0 };
  const { received } = connection;
  const from = now();
  let next = received.messages.length;
  const firstField = worker.holdings.counters.get(account.id)?.nextField ?? 0;
  const creates = worker.definition.actions?.[name]?.creates === true;
  let thing: Thing | null;
  try {
    thing = await act(worker, owner, name, creates ? null : subject);
  } catch {
    return { why: `the action ${name} failed`, thing: null, took: 0 };
  }
  const { run } = worker.plan;
  // Messages are scanned only after the action, because the scanner then knows the ids of what the action created.
  const isTold = (): boolean => {
    for (; next < received.messages.length; next += 1) {
      const message = received.messages[next];
      if (message === undefined) continue;
      const { inspected, shape, json } = readMessage(worker, message);
      const own = inspected.found.filter(({ sign }) => isOf(sign, account.id, run));
      const fresh = own.some(({ sign }) => sign.kind === 'token' && sign.token.field >= firstField);
      const weak = weakSightings(worker.inspecting.known, [{ where: '$', value: json }], {});
      const signs =
        own.length + weak.filter((sign) => 'account' in sign && sign.account === account.id).length;
      if (!fresh && (signs === 0 || shapes.before.has(shape))) continue;
      // A kind that came before the action does not identify an event.
      if (!shapes.before.has(shape)) shapes.events.add(shape);
      next += 1;
      return true;
    }
    return false;
  };
  const told = await received.until(isTold, Math.min(worker.connections.timeout, longestWait));
  const why = received.truncated
    ? 'more came than can be taken'
    : `the action ${name} brought nothing to its owner: see that \`act\` makes something arrive there, and that \`hello\` subscribes to it`;
  return { why: told ? null : why, thing, took: now() - from };
}
