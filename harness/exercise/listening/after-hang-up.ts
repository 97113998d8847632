import type { Attempt } from '../../domain/attempts/attempt.ts';
import { missingIds } from '../http/requests.ts';
import { record } from '../attempt/socket/record.ts';
import type { ListenedReading } from '../attempt/socket/record.ts';
import type { ThingSeeding } from '../seed/create-thing.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { Session, Thing } from '../state/held.ts';
import { giveTime } from './give-time.ts';
import { join, type Other } from './join.ts';
import { ownAddressesOf } from './own-addresses.ts';
import { idsOf, type OwnersConnection } from './owners-connection.ts';
import type { ListenRound } from './round-types.ts';

/** Others who connect once the owner's connection has broken off: the next, and one more. */
const next = 2;

/**
 * Breaks the owner's connection off, lets others connect to what is their own, and has the owner act: a server may not have
 * noticed who has gone, and take who comes next for them. Only what somebody received is recorded: that the owner's
 * message went out, nobody saw.
 */
export async function listenAfterHangUp(
  worker: SessionMaking & ThingSeeding & ListenedReading,
  round: ListenRound,
  own: OwnersConnection,
): Promise<Attempt[]> {
  await own.breakOff();
  const others: (Other & { thing: Thing | null })[] = [];
  try {
    for (const { session, thing } of whoConnects(worker, round)) {
      const other = await join(worker, round, session, () => idsOf(session, thing), true);
      others.push({ ...other, thing, variant: 'after-hang-up' });
    }
    await own.act();
    await giveTime(worker, others, 0);
    const attempts: Attempt[] = [];
    for (const other of others) {
      const { messages = [], ended = null } = other.listener.connection?.received ?? {};
      if (messages.length <= other.acted) continue;
      const heard = { from: other.acted, ended, events: own.events, silence: null };
      attempts.push(await record(worker, round, { ...other, ...heard }));
    }
    return attempts;
  } finally {
    await Promise.all(others.map(async ({ listener }) => listener.connection?.close()));
  }
}

function whoConnects(
  worker: ThingSeeding,
  round: ListenRound,
): { session: Session; thing: Thing | null }[] {
  const { surface, listeners } = round;
  if (surface.needs.length > 0) return ownAddressesOf(worker, round).slice(0, next);
  return listeners
    .flatMap((session) =>
      session?.state === 'open' && missingIds(surface, session.account.ids).length === 0
        ? [{ session, thing: null }]
        : [],
    )
    .slice(0, next);
}
