import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from '../../domain/attempt.ts';
import { connect } from '../attempt/socket/connect.ts';
import { record } from '../attempt/socket/record.ts';
import type { Recording } from '../attempt/socket/record.ts';
import type { Network } from '../http/network.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import { signIn, signOut } from '../session/sign-in.ts';
import type { Listening, ListenRound } from './round-types.ts';

/** How long to wait for others after the owner's message, in milliseconds: a server may send to one after another. */
const grace = { least: 200, most: 2000 };

/** A listener other than the owner, with what to record of it. Whoever opened it closes it. */
export type Other = Omit<Recording, 'ended' | 'events' | 'silence'>;

/** Where and as whom another listens. `own`: to something of their own. */
export type Place = Pick<Recording, 'session' | 'thing' | 'ids'> & { own: boolean };

/** Connects all of them. Where one throws, the others are closed. */
export async function joinAll(
  worker: Network & CredentialStore,
  { surface }: ListenRound,
  places: readonly Place[],
): Promise<Other[]> {
  const joined = await Promise.allSettled(
    places.map(async ({ session, thing, ids, own }): Promise<Other> => {
      const listener = await connect(worker, surface, { session, ids, own });
      const acted = listener.connection?.received.messages.length ?? 0;
      const { sentAt } = listener;
      return { listener, session, thing, ids, variant: 'plain', from: 0, acted, sentAt };
    }),
  );
  const others = joined.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = joined.find((one) => one.status === 'rejected');
  if (failed === undefined) return others;
  await closeAll(others);
  throw failed.reason;
}

/** Ends the connections that are still open. */
export async function closeAll(others: readonly Pick<Other, 'listener'>[]): Promise<void> {
  await Promise.all(others.map(async ({ listener }) => listener.connection?.close()));
}

/**
 * The owner's account once more, at a place of the others: connects and then signs its session out. What still comes
 * over the connection is recorded. Null where that could not be done.
 */
export async function joinAndLeave(
  worker: Listening,
  round: ListenRound,
  place: Omit<Place, 'session'>,
): Promise<Other | null> {
  let opened: Other[] = [];
  try {
    const session = await signIn(worker, round.owner.account);
    opened = await joinAll(worker, round, [{ ...place, session }]);
    const [other] = opened;
    const ended = await signOut(worker, session);
    const connection = other?.listener.connection;
    const isOpen = connection?.received.accepted === true && other?.listener.why === null;
    // A server may end the connection a moment after the sign-out.
    await connection?.received.until(() => false, grace.least);
    await connection?.fence();
    const from = connection?.received.messages.length ?? 0;
    if (other !== undefined && isOpen)
      return { ...other, session: ended, variant: 'kept', from, acted: from, sentAt: Date.now() };
  } catch {
    // `signIn` and `signOut` have recorded the failure.
  }
  await closeAll(opened);
  return null;
}

/** Gives others time to receive what the owner received after `took` milliseconds. */
export async function giveTime(
  worker: Pick<Network, 'signal'>,
  others: readonly Pick<Other, 'listener'>[],
  took: number,
): Promise<void> {
  const patience = Math.min(grace.most, Math.max(grace.least, took));
  await sleep(patience, undefined, { signal: worker.signal }).catch(() => undefined);
  await Promise.all(others.map(async ({ listener }) => listener.connection?.fence()));
}

/** Closes one connection after another, and records what came over it. */
export async function recordAll(
  worker: Listening,
  round: ListenRound,
  others: readonly Other[],
  heard: Pick<Recording, 'events' | 'silence'>,
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const other of others) {
    const ended = other.listener.connection?.received.ended ?? null;
    await closeAll([other]);
    attempts.push(await record(worker, round, { ...other, ...heard, ended }));
  }
  return attempts;
}
