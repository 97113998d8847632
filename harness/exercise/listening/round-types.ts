import type { ListenSurface } from '../../deployment/surface.ts';
import type { Session, Thing } from '../state/held.ts';

/** One owner who acts, and others who listen meanwhile. */
export type ListenRound = {
  surface: ListenSurface;
  /** Signed in; listens too, as the control. */
  owner: Session;
  /** What is listened to; null where the owner's account alone leads there, or the address is fixed. */
  thing: Thing | null;
  /** What the owner acts on; null where the action makes something new. */
  subject: Thing | null;
  /** Who listens beside the owner; null: nobody's connection. */
  listeners: readonly (Session | null)[];
  /** The owner's account signs in once more, listens, and signs out, before the owner acts. Default false. */
  leaves?: boolean;
  /** Id of the probe that it belongs to. */
  probe?: string;
};
