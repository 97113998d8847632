import type { Viewer } from '../sign-in/account.ts';
import type { Notice } from './notice.ts';

/** Somebody who listens on an open connection. */
export interface Listener {
  viewer: Viewer;
  /** The connection's number: the lowest that no other open one has, from 1 on. */
  number: number;
  /** The consultation whose room it is; null on one's own stream. */
  consultationId: string | null;
}

/** An open connection: what is told over it, and how it is ended. */
export interface Connection extends Listener {
  tell: (notice: Notice) => void;
  end: () => void;
}

/** The connections that are open now. */
export interface Hub {
  /** The number that the next connection gets. */
  nextNumber(): number;
  join(connection: Connection): void;
  leave(connection: Connection): void;
  connections(): readonly Connection[];
  /** Ends all of them. */
  close(): void;
}

/** A hub without connections. */
export function createHub(): Hub {
  const open = new Map<number, Connection>();
  return {
    nextNumber: () => {
      let number = 1;
      while (open.has(number)) number += 1;
      return number;
    },
    join: (connection) => void open.set(connection.number, connection),
    leave: ({ number }) => void open.delete(number),
    connections: () => [...open.values()],
    close: () => {
      for (const connection of open.values()) connection.end();
      open.clear();
    },
  };
}
