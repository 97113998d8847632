import { now } from '../../domain/clock.ts';
import { listenable } from '../../deployment/surfaces/surface.ts';
import type { ListenSurface } from '../../deployment/surfaces/surface.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { acrossUpdate } from '../../domain/surfaces/variant.ts';
import type { Ids, ThingId } from '../../domain/ledger/thing.ts';
import { acceptanceOf, connect } from '../attempt/socket/connect.ts';
import type { Listener } from '../attempt/socket/connect.ts';
import type { AnswerReading } from '../attempt/attempt-of.ts';
import { record } from '../attempt/socket/record.ts';
import type { ListenedReading } from '../attempt/socket/record.ts';
import { missingIds } from '../http/requests.ts';
import type { Network } from '../http/network.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import { inParallel } from '../state/in-parallel.ts';
import type { Session } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';

/** A connection that an account opened for its own before the update, and keeps open across it. */
export type ConnectionAcross = {
  surface: ListenSurface;
  /** Id of the session, which the worker of the other side holds too. */
  session: string;
  thing: ThingId | null;
  ids: Ids;
  listener: Listener;
  /** Messages that came before. */
  messagesBefore: number;
};

/** Most connections that are kept open at one surface. */
const mostEach = 3;
const atOnce = 4;

/**
 * Opens connections on which a few accounts listen to their own, to be kept open across the update. The caller closes
 * them (`closeAcross`). What is refused or fails is left out: other attempts tell of it.
 */
export async function openAcross(
  worker: Network & CredentialStore & Holder & Pick<AnswerReading, 'definition'>,
): Promise<ConnectionAcross[]> {
  const opened: ConnectionAcross[] = [];
  const wanted = listenable(worker.definition.surfaces).flatMap((surface) =>
    ownPlaces(worker, surface)
      .slice(0, mostEach)
      .map((place) => ({ surface, ...place })),
  );
  await inParallel(wanted, atOnce, async ({ surface, session, thing, ids }) => {
    const listener = await connect(worker, surface, { session, ids, own: true });
    if (listener.why !== null || !acceptanceOf(listener).accepted)
      return listener.connection?.close();
    const messagesBefore = listener.connection?.received.messages.length ?? 0;
    opened.push({ surface, session: session.id, thing, ids, listener, messagesBefore });
  });
  return opened;
}

type Place = { session: Session; thing: ThingId | null; ids: Ids };

/** Where patients with an open session listen to their own: one place each. */
function ownPlaces({ holdings }: Holder, surface: ListenSurface): Place[] {
  const seen = new Set<AccountId>();
  return [...holdings.sessions.values()].flatMap((session): Place[] => {
    const { account, state } = session;
    if (state !== 'open' || account.role !== 'patient' || seen.has(account.id)) return [];
    seen.add(account.id);
    if (missingIds(surface, account.ids).length === 0)
      return [{ session, thing: null, ids: account.ids }];
    const places = [...holdings.things.values()]
      .filter(({ owner }) => owner.id === account.id)
      .map(({ id, ids }) => ({ session, thing: id, ids: { ...account.ids, ...ids } }));
    return places.filter(({ ids }) => missingIds(surface, ids).length === 0).slice(0, 1);
  });
}

/**
 * Records what came over connections since they were opened, with the worker of the side after the update. One that
 * the update ended and that brought nothing tells nothing.
 */
export async function recordAcross(
  worker: ListenedReading & Holder,
  connections: readonly ConnectionAcross[],
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const { surface, session: id, thing, ids, listener, messagesBefore } of connections) {
    const { connection } = listener;
    const session: Session | undefined = worker.holdings.sessions.get(id);
    if (connection === null || session?.state !== 'open') continue;
    await connection.fence();
    const { ended, messages } = connection.received;
    if (ended !== null && messages.length === messagesBefore) continue;
    const told = {
      listener,
      session,
      thing: (thing === null ? null : worker.holdings.things.get(thing)) ?? null,
      ids,
      variant: acrossUpdate,
      ended,
      from: messagesBefore,
      acted: messages.length,
      events: new Set<string>(),
      sentAt: now(),
      silence: null,
    };
    attempts.push(await record(worker, { surface, owner: session, probe: acrossUpdate }, told));
  }
  return attempts;
}

/** Closes connections. */
export async function closeAcross(connections: readonly ConnectionAcross[]): Promise<void> {
  await Promise.all(connections.map(async ({ listener }) => listener.connection?.close()));
}
