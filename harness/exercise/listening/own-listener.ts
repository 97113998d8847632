import type { Attempt } from '../../domain/attempt.ts';
import type { Listener } from '../attempt/socket/connect.ts';
import { readMessage } from '../attempt/socket/messages.ts';
import { record } from '../attempt/socket/record.ts';
import type { Thing } from '../state/held.ts';
import { actAndReceive } from './act-and-receive.ts';
import type { Act } from './act-and-receive.ts';
import { idsOf } from './ids-of.ts';
import type { Listening, ListenRound } from './round-types.ts';

/** The owner who acts, and listens as the positive control. */
export type OwnListener = {
  /** Kinds of messages that tell of what the owner did; filled by `act`. */
  events: ReadonlySet<string>;
  sentAt: number;
  /** The thing that the owner acts on; that which the last action created, where it creates one. */
  subject(): Thing | null;
  /** Lets the owner act and receive the message about it. */
  act(): Promise<Act>;
  /** Records what came on the owner's connection since the last time. `why`: as `act` told it. */
  record(sentAt: number, why: string | null): Promise<Attempt>;
};

/** Makes the owner's part of a round, on a connection that is open or was refused. */
export function ownListener(worker: Listening, round: ListenRound, own: Listener): OwnListener {
  const { owner, thing } = round;
  const received = own.connection?.received;
  const shapes = { before: new Set<string>(), events: new Set<string>() };
  for (const message of received?.messages ?? [])
    shapes.before.add(readMessage(worker, message).shape);
  let { subject } = round;
  let from = 0;
  let acted = received?.messages.length ?? 0;
  return {
    events: shapes.events,
    sentAt: own.sentAt,
    subject: () => subject,
    async act() {
      if (own.why !== null || received?.accepted !== true)
        return { why: own.why ?? 'the connection was not accepted', thing: null, took: 0 };
      const result = await actAndReceive(worker, round, subject, own, shapes);
      subject = result.thing ?? subject;
      return result;
    },
    async record(sentAt, silence) {
      const recorded = record(worker, round, {
        listener: own,
        session: owner,
        thing,
        ids: idsOf(owner, thing),
        variant: 'plain',
        sentAt,
        ended: received?.ended ?? null,
        from,
        acted,
        events: shapes.events,
        silence,
      });
      // Messages that come from now on belong to the next attempt.
      from = acted = received?.messages.length ?? 0;
      return recorded;
    },
  };
}
