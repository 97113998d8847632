import { act } from '../seed/create-thing.ts';
import { isOf } from '../scan/sightings.ts';
import { weakSightings } from '../rows/weak-ids.ts';
import type { Thing } from '../state/held.ts';
import type { Listener } from '../attempt/socket/connect.ts';
import type { ListenRound } from './round-types.ts';
import { readMessage } from '../attempt/socket/messages.ts';
import type { Network } from '../http/network.ts';
import type { ThingSeeding } from '../seed/create-thing.ts';

/** Milliseconds in which what an owner does must have reached them. */
const longestWait = 5000;

/** What an owner's deed brought to their own connection. */
export type Act = {
  /** Why the owner was told nothing, in words; null where the owner was told. */
  why: string | null;
  /** What was acted on, or made. */
  thing: Thing | null;
  /** Milliseconds from the deed to the event. */
  took: number;
};

/**
 * Lets the owner act and waits until their own connection tells of it: by a token that was planted with it, or by
 * any other sign of theirs in a message of a kind that had not come `before`. Such a kind is added to `events`.
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
  const from = Date.now();
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
  // Read only now: what the deed gave ids to could not have been recognised before.
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
      // A kind that had come before is not known by its looks.
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
  return { why: told ? null : why, thing, took: Date.now() - from };
}
