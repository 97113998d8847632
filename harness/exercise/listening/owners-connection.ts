import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { acceptanceOf, connect } from '../attempt/socket/connect.ts';
import { readMessage } from '../attempt/socket/messages.ts';
import { record } from '../attempt/socket/record.ts';
import type { ListenedReading } from '../attempt/socket/record.ts';
import type { ThingSeeding } from '../seed/create-thing.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { Session, Thing } from '../state/held.ts';
import { actAndReceive } from './act-and-receive.ts';
import type { ListenRound } from './round-types.ts';

/** The connection over which the owner of a round hears of what they do: the positive control. */
export type OwnersConnection = {
  /** When the connection was asked for. */
  sentAt: number;
  /** The shapes of the messages that tell of what the owner does. */
  events: ReadonlySet<string>;
  /** The thing that the owner acts on, as far as it is known by now. */
  subject(): Thing | null;
  /** The owner acts. `why`: why they did not hear of it, or null; `took`: milliseconds until they did. */
  act(): Promise<{ why: string | null; took: number }>;
  /** `why` of the last time that the owner acted. */
  lastWhy(): string | null;
  /** Records the messages since the last record as an attempt of the owner. */
  record(sentAt: number, why: string | null): Promise<Attempt>;
  close(): Promise<void>;
  /** As where the owner's network breaks down. They may act all the same, and hear nothing of it. */
  breakOff(): Promise<void>;
};

/** Opens the owner's connection of a round. A connection that fails is one over which they hear nothing. */
export async function openOwnersConnection(
  worker: SessionMaking & ThingSeeding & ListenedReading,
  round: ListenRound,
): Promise<OwnersConnection> {
  const { surface, owner, thing } = round;
  const ids = idsOf(owner, thing);
  const own = await connect(worker, surface, { session: owner, ids, own: true });
  const received = own.connection?.received;
  const shapes = { before: new Set<string>(), events: new Set<string>() };
  try {
    for (const message of received?.messages ?? [])
      shapes.before.add(readMessage(worker, message).shape);
  } catch (error) {
    await own.connection?.close();
    throw error;
  }
  let { subject } = round;
  let lastWhy: string | null = null;
  let from = 0;
  let acted = received?.messages.length ?? 0;
  return {
    sentAt: own.sentAt,
    events: shapes.events,
    subject: () => subject,
    lastWhy: () => lastWhy,
    async act() {
      const ready = own.why === null && acceptanceOf(own).accepted;
      const result = ready
        ? await actAndReceive(worker, round, subject, own, shapes)
        : { why: own.why ?? 'the connection was not accepted', thing: null, took: 0 };
      subject = result.thing ?? subject;
      lastWhy = result.why;
      return result;
    },
    async record(sentAt, why) {
      const ended = received?.ended ?? null;
      const about = { session: owner, thing, ids, variant: 'plain', sentAt, listener: own, ended };
      const { events } = shapes;
      const recorded = record(worker, round, { ...about, from, acted, events, silence: why });
      // Messages that come from now on belong to the next attempt.
      from = acted = received?.messages.length ?? 0;
      return recorded;
    },
    close: async () => own.connection?.close(),
    breakOff: async () => own.connection?.breakOff(),
  };
}

/** The ids to listen with: those of an account, and of a thing. */
export function idsOf(by: Session | null, thing: Thing | null): Ids {
  return { ...by?.account.ids, ...thing?.ids };
}
