import type { Ids } from '../../domain/ledger/thing.ts';
import { connect } from '../attempt/socket/connect.ts';
import type { Recording } from '../attempt/socket/recording.ts';
import type { Network } from '../http/network.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import type { Session } from '../state/held.ts';
import type { ListenRound } from './round-types.ts';

/** A listener other than the owner, with what to record of it. */
export type Other = Pick<
  Recording,
  'listener' | 'session' | 'ids' | 'variant' | 'changed' | 'from' | 'acted' | 'sentAt'
> &
  Partial<Pick<Recording, 'thing'>>;

/**
 * Connects as somebody besides the owner.
 * @param atOwnAddress they listen to something of their own
 */
export async function join(
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
