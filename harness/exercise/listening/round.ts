import { now } from '../../domain/clock.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { signIn, signOut } from '../session/sign-in.ts';
import type { Session, Thing } from '../state/held.ts';
import { connect } from '../attempt/socket/connect.ts';
import { type OwnersConnection, idsOf, openOwnersConnection } from './owners-connection.ts';
import { listenAfterHangUp } from './after-hang-up.ts';
import { giveTime, grace } from './give-time.ts';
import { join, type Other } from './join.ts';
import { ownAddressesOf } from './own-addresses.ts';
import { record } from '../attempt/socket/record.ts';
import type { ListenedReading } from '../attempt/socket/record.ts';
import type { CarryingListener, ListenRound } from './round-types.ts';
import type { Network } from '../http/network.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { ThingSeeding } from '../seed/create-thing.ts';

/** The roles of a worker that can hold a round of listening. */
export type Listening = SessionMaking & ThingSeeding & ListenedReading;

/**
 * Holds one round of listening.
 * 1. The owner acts, and receives the message about it.
 * 2. The others connect, the owner acts again, and the others get time to receive something. Then they disconnect.
 * 3. The others listen at their own addresses, and the owner acts once more.
 * 4. Where the round says so, the owner's connection breaks off, others connect in its place, and the owner acts.
 * So the silence of the others lies between two messages that the owner received, as a refusal lies between two grants.
 * See `Worker.listen`.
 */
export async function listenRound(worker: Listening, round: ListenRound): Promise<Attempt[]> {
  const { owner, surface, thing, listeners, leaves } = round;
  const own = await openOwnersConnection(worker, round);
  try {
    const first = await own.act();
    const attempts = [await own.record(own.sentAt, first.why)];
    if (first.why !== null) return attempts;

    // The address of a surface that needs no ids is everybody's own.
    const theirs = surface.needs.length === 0 ? null : (thing ?? own.subject());
    const idsFor = (session: Session | null) =>
      theirs === null ? idsOf(session, null) : idsOf(owner, theirs);
    const joined = [
      ...listeners.map(async (session) => [await join(worker, round, session, idsFor)]),
      ...(round.carrying ?? []).map(async (by) => [await joinCarrying(worker, round, by, idsFor)]),
    ];
    // Afterwards, since signing in may end another session of the same account.
    const left = Promise.allSettled(joined).then(async () =>
      leaves ? joinAndLeave(worker, round, idsFor) : [],
    );
    const joining = [...joined, left];
    attempts.push(
      ...(await whileOwnerActs(worker, round, own, joining, { thing: theirs, isOwn: false })),
    );

    const last = now();
    const atHome = ownAddressesOf(worker, round).map(async ({ session, thing: own }) => {
      const other = await join(worker, round, session, () => idsOf(session, own), true);
      return [{ ...other, thing: own, variant: 'at-home' }];
    });
    attempts.push(...(await whileOwnerActs(worker, round, own, atHome, { isOwn: true })));
    attempts.push(await own.record(last, own.lastWhy()));
    if (round.breaksOff === true) attempts.push(...(await listenAfterHangUp(worker, round, own)));
    return attempts;
  } finally {
    await own.close();
  }
}

/**
 * Has the owner act while others listen, and records what each of them received. Every connection that was opened is
 * closed, whatever fails.
 */
async function whileOwnerActs(
  worker: Listening,
  round: ListenRound,
  own: OwnersConnection,
  joining: readonly Promise<readonly Other[]>[],
  { thing = null, isOwn }: { thing?: Thing | null; isOwn: boolean },
): Promise<Attempt[]> {
  const joined = await Promise.allSettled(joining);
  const others = joined.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  try {
    for (const each of joined) if (each.status === 'rejected') throw each.reason;
    const { why, took } = await own.act();
    if (others.length > 0) await giveTime(worker, others, took);
    const foreign =
      why === null ? null : 'the owner heard nothing either of what they did meanwhile';
    const attempts: Attempt[] = [];
    for (const { listener, ...about } of others) {
      const ended = listener.connection?.received.ended ?? null;
      await listener.connection?.close();
      const silence = isOwn ? why : foreign;
      const { events } = own;
      attempts.push(
        await record(worker, round, { thing, ...about, listener, ended, events, silence }),
      );
    }
    return attempts;
  } finally {
    await Promise.all(others.map(async ({ listener }) => listener.connection?.close()));
  }
}

/** Opens a connection with a value in the place of a session's credential. */
async function joinCarrying(
  worker: Network & CredentialStore,
  { surface }: ListenRound,
  { session, carried, name }: CarryingListener,
  idsFor: (session: Session | null) => Ids,
): Promise<Other> {
  const ids = idsFor(session);
  const listener = await connect(worker, surface, { session, ids, own: false, carried });
  const acted = listener.connection?.received.messages.length ?? 0;
  const { sentAt } = listener;
  // The record tells that it was no plain request; the value in it is kept nowhere.
  const changed = { method: 'GET', path: null, elsewhere: false, headers: {} };
  return { listener, session, ids, variant: name, changed, from: 0, acted, sentAt };
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
    if (isOpen) return [{ ...kept, sentAt: now() }];
  } catch {
    // `signIn` and `signOut` have recorded the failure.
  }
  await other?.listener.connection?.close();
  return [];
}
