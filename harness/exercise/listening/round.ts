import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from '../../domain/attempt.ts';
import type { Ids } from '../../domain/thing.ts';
import { signIn, signOut } from '../session/sign-in.ts';
import type { Session, Thing } from '../state/held.ts';
import { actAndReceive } from './act-and-receive.ts';
import { connect } from '../attempt/socket/connect.ts';
import { ownAddressesOf } from './own-addresses.ts';
import { record } from '../attempt/socket/record.ts';
import type { Recording } from '../attempt/socket/record.ts';
import type { ListenRound } from './round-types.ts';
import { readMessage } from '../attempt/socket/messages.ts';
import type { Network } from '../http/network.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { ThingSeeding } from '../seed/create-thing.ts';

/** The roles of a worker that can hold a round of listening. */
export type Listening = SessionMaking & ThingSeeding;

/** How long to wait for others after the owner's message, in milliseconds: a server may send to one after another. */
const grace = { least: 200, most: 2000 };

/**
 * Holds one round of listening.
 * 1. The owner acts, and receives the message about it.
 * 2. The others connect, the owner acts again, and the others get time to receive something. Then they disconnect.
 * 3. The others listen at their own addresses, and the owner acts once more.
 * So the silence of the others lies between two messages that the owner received, as a refusal lies between two grants.
 * See `Worker.listen`.
 */
export async function listenRound(worker: Listening, round: ListenRound): Promise<Attempt[]> {
  const { surface, owner, thing } = round;
  const attempts: Attempt[] = [];
  const own = await connect(worker, surface, {
    session: owner,
    ids: idsOf(owner, thing),
    own: true,
  });
  const received = own.connection?.received;
  const shapes = { before: new Set<string>(), events: new Set<string>() };
  for (const message of received?.messages ?? [])
    shapes.before.add(readMessage(worker, message).shape);
  let { subject } = round;
  let from = 0;
  let acted = received?.messages.length ?? 0;
  const actAgain = async () => {
    const ready = own.why === null && received?.accepted === true;
    const result = ready
      ? await actAndReceive(worker, round, subject, own, shapes)
      : { why: own.why ?? 'the connection was not accepted', thing: null, took: 0 };
    subject = result.thing ?? subject;
    return result;
  };
  const recordOwn = async (sentAt: number, why: string | null): Promise<boolean> => {
    const about = { session: owner, thing, ids: idsOf(owner, thing), variant: 'plain', sentAt };
    const ended = received?.ended ?? null;
    const { events } = shapes;
    const recorded = record(worker, round, {
      ...about,
      listener: own,
      ended,
      from,
      acted,
      events,
      silence: why,
    });
    // Messages that come from now on belong to the next attempt.
    from = acted = received?.messages.length ?? 0;
    attempts.push(await recorded);
    return why === null;
  };
  try {
    if (!(await recordOwn(own.sentAt, (await actAgain()).why))) return attempts;
    const theirs = surface.needs.length === 0 ? null : (thing ?? subject);
    const idsFor = (session: Session | null) =>
      theirs === null ? idsOf(session, null) : idsOf(owner, theirs);
    const joining = round.listeners.map(async (session) => join(worker, round, session, idsFor));
    const others = await Promise.all(joining);
    if (round.leaves) others.push(...(await joinAndLeave(worker, round, idsFor)));
    const { why, took } = await actAgain();
    await giveTime(worker, others, took);
    const silence =
      why === null ? null : 'the owner heard nothing either of what they did meanwhile';
    for (const { listener, ...about } of others) {
      const ended = listener.connection?.received.ended ?? null;
      await listener.connection?.close();
      const { events } = shapes;
      attempts.push(
        await record(worker, round, {
          ...about,
          listener,
          thing: theirs,
          ended,
          events,
          silence,
        }),
      );
    }
    const last = Date.now();
    const atOwnAddress = await Promise.all(
      ownAddressesOf(worker, round).map(async ({ session, thing: ownThing }) => {
        const other = await join(worker, round, session, () => idsOf(session, ownThing), true);
        return { ...other, thing: ownThing, variant: 'at-home' };
      }),
    );
    const again = await actAgain();
    if (atOwnAddress.length > 0) await giveTime(worker, atOwnAddress, again.took);
    for (const { listener, ...about } of atOwnAddress) {
      const ended = listener.connection?.received.ended ?? null;
      await listener.connection?.close();
      attempts.push(
        await record(worker, round, {
          ...about,
          listener,
          ended,
          events: shapes.events,
          silence: again.why,
        }),
      );
    }
    await recordOwn(last, again.why);
    return attempts;
  } finally {
    await own.connection?.close();
  }
}

/** A listener other than the owner, with what to record of it. */
type Other = Pick<
  Recording,
  'listener' | 'session' | 'ids' | 'variant' | 'from' | 'acted' | 'sentAt'
>;

/** Gives others time to receive what the owner received after `took` milliseconds. */
async function giveTime(
  worker: Pick<Network, 'signal'>,
  others: readonly Pick<Other, 'listener'>[],
  took: number,
): Promise<void> {
  const patience = Math.min(grace.most, Math.max(grace.least, took));
  await sleep(patience, undefined, { signal: worker.signal }).catch(() => undefined);
  await Promise.all(others.map(async ({ listener }) => listener.connection?.fence()));
}

async function join(
  worker: Network & CredentialStore,
  { surface }: ListenRound,
  session: Session | null,
  idsFor: (session: Session | null) => Ids,
  atOwnAddress = false,
): Promise<Other> {
  const ids = idsFor(session);
  const own = atOwnAddress || surface.needs.length === 0;
  const listener = await connect(worker, surface, { session, ids, own });
  const acted = listener.connection?.received.messages.length ?? 0;
  return { listener, session, ids, variant: 'plain', from: 0, acted, sentAt: listener.sentAt };
}

/** Opens a connection and then signs its session out. What still comes over the connection is recorded. */
async function joinAndLeave(
  worker: Listening,
  round: ListenRound,
  idsFor: (session: Session | null) => Ids,
): Promise<Other[]> {
  let other: Other | null = null;
  try {
    const session = await signIn(worker, round.owner.account);
    other = await join(worker, round, session, idsFor);
    const ended = await signOut(worker, session);
    const { connection } = other.listener;
    const isOpen = connection?.received.accepted === true && other.listener.why === null;
    // A server may end the connection a moment after the sign-out.
    await connection?.received.until(() => false, grace.least);
    await connection?.fence();
    const from = connection?.received.messages.length ?? 0;
    const kept: Other = { ...other, session: ended, variant: 'kept', from, acted: from };
    if (isOpen) return [{ ...kept, sentAt: Date.now() }];
  } catch {
    // `signIn` and `signOut` have recorded the failure.
  }
  await other?.listener.connection?.close();
  return [];
}

/** The ids to listen with: those of an account, and of a thing. */
function idsOf(by: Session | null, thing: Thing | null): Ids {
  return { ...by?.account.ids, ...thing?.ids };
}
