import type { ListenSurface } from '../../deployment/surfaces/surface.ts';
import type { Carried } from '../state/attempt-request.ts';
import type { Session, Thing } from '../state/held.ts';

/** A half sign-in that listens with a value where whole sessions carry their credential. `name`: of the variant. */
export type CarryingListener = { session: Session; carried: Carried; name: string };

/** A round of listening: one owner acts while others listen. */
export type ListenRound = {
  surface: ListenSurface;
  /** An open session of the account that acts. It listens too, as the positive control. */
  owner: Session;
  /** The thing that is listened to; null when the address needs only ids of the owner's account, or none. */
  thing: Thing | null;
  /** The thing that the owner acts on; null when the action creates one. */
  subject: Thing | null;
  /** The sessions that listen in addition to the owner; null: a connection without a session. */
  listeners: readonly (Session | null)[];
  /** Half sign-ins of the owner's account that listen with values of their first step. Default: none. */
  carrying?: readonly CarryingListener[];
  /** If true, the owner's account signs in once more, listens, and signs out before the owner acts. Default: false. */
  leaves?: boolean;
  /** If true, the owner's connection breaks off at the end, and others take its place before the owner acts. Default: false. */
  breaksOff?: boolean;
  /** Id of the probe that the round belongs to. */
  probe?: string;
};
