import type { Attempt } from '../../domain/attempt.ts';
import { connect } from '../attempt/socket/connect.ts';
import { idsOf } from './ids-of.ts';
import { closeAll, giveTime, joinAll, joinAndLeave, recordAll } from './others.ts';
import { ownAddressesOf } from './own-addresses.ts';
import { ownListener } from './own-listener.ts';
import type { OwnListener } from './own-listener.ts';
import type { Listening, ListenRound } from './round-types.ts';

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
  const ids = idsOf(owner, thing);
  const listener = await connect(worker, surface, { session: owner, ids, own: true });
  try {
    const own = ownListener(worker, round, listener);
    const { why } = await own.act();
    const first = await own.record(own.sentAt, why);
    if (why !== null) return [first];
    const others = await listenToOwner(worker, round, own);
    const last = Date.now();
    const atOwnAddresses = await listenAtOwnAddresses(worker, round, own);
    return [
      first,
      ...others,
      ...atOwnAddresses.attempts,
      await own.record(last, atOwnAddresses.why),
    ];
  } finally {
    await listener.connection?.close();
  }
}

/** The others listen where the owner does, while the owner acts. */
async function listenToOwner(
  worker: Listening,
  round: ListenRound,
  own: OwnListener,
): Promise<Attempt[]> {
  const { surface, owner, listeners } = round;
  const isShared = surface.needs.length === 0;
  const thing = isShared ? null : (round.thing ?? own.subject());
  const owners = { thing, ids: idsOf(owner, thing), own: isShared };
  const places = listeners.map((session) => ({
    ...owners,
    session,
    ids: thing === null ? idsOf(session, null) : owners.ids,
  }));
  const others = await joinAll(worker, round, places);
  try {
    const leaving = round.leaves ? await joinAndLeave(worker, round, owners) : null;
    if (leaving !== null) others.push(leaving);
    const { why, took } = await own.act();
    await giveTime(worker, others, took);
    const silence =
      why === null ? null : 'the owner heard nothing either of what they did meanwhile';
    return await recordAll(worker, round, others, { events: own.events, silence });
  } finally {
    await closeAll(others);
  }
}

/** The others listen at addresses of their own, while the owner acts. `why`: as the owner's `act` told it. */
async function listenAtOwnAddresses(
  worker: Listening,
  round: ListenRound,
  own: OwnListener,
): Promise<{ attempts: Attempt[]; why: string | null }> {
  const places = ownAddressesOf(worker, round).map(({ session, thing }) => ({
    session,
    thing,
    ids: idsOf(session, thing),
    own: true,
  }));
  const joined = await joinAll(worker, round, places);
  try {
    const others = joined.map((other) => ({ ...other, variant: 'at-home' }));
    const { why, took } = await own.act();
    if (others.length > 0) await giveTime(worker, others, took);
    const heard = { events: own.events, silence: why };
    return { attempts: await recordAll(worker, round, others, heard), why };
  } finally {
    await closeAll(joined);
  }
}
