import type { ListenSurface } from '../../../deployment/surfaces/surface.ts';
import type { ChangedRequest } from '../../../domain/attempts/attempt.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { Listener } from './connect.ts';
import type { Ended } from './received.ts';

/** The surface that is listened to, and the owner who acts meanwhile. */
export type Listened = { surface: ListenSurface; owner: Session; probe?: string | undefined };

/** What to record of a connection. */
export type Recording = {
  listener: Listener;
  /** The session in its final state. It may have been signed out in the meantime (variant `kept`). */
  session: Session | null;
  thing: Thing | null;
  ids: Ids;
  variant: string;
  /** How the request differed from the surface's own. Default: it did not. */
  changed?: ChangedRequest | undefined;
  /** How the server ended the connection; null when Chaperone ended it. */
  ended: Ended | null;
  /**
   * Indices of messages. Messages from `from` on belong to this attempt. Messages from `acted` on count as events if
   * their kind is in `events`.
   */
  from: number;
  acted: number;
  events: ReadonlySet<string>;
  sentAt: number;
  /** Why the owner's own connection received no message about the owner's action; null when it did receive one. */
  silence: string | null;
};
