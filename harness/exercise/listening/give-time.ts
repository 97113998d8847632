import { setTimeout as sleep } from 'node:timers/promises';
import type { Listener } from '../attempt/socket/connect.ts';
import type { Network } from '../http/network.ts';

/** How long to wait for others after the owner's message, in milliseconds: a server may send to one after another. */
export const grace = { least: 200, most: 2000 };

/** Gives others time to receive what the owner received after `took` milliseconds. */
export async function giveTime(
  worker: Pick<Network, 'signal'>,
  others: readonly { listener: Listener }[],
  took: number,
): Promise<void> {
  const patience = Math.min(grace.most, Math.max(grace.least, took));
  await sleep(patience, undefined, { signal: worker.signal }).catch(() => undefined);
  await Promise.all(others.map(async ({ listener }) => listener.connection?.fence()));
}
