import type { CacheServer } from './cache-server.ts';
import { openConnection } from './connection.ts';
import type { PoolConnection } from './connection.ts';

/** Connections that requests take in turns: to open one for each would take longer than to look things up. */
export interface Pool {
  /** One that nobody uses: the one that was given back last, or another. Waits while all are in use. */
  take: () => Promise<PoolConnection>;
  /** For the next who takes one; `reusable` false: it is closed instead. */
  giveBack: (connection: PoolConnection, reusable: boolean) => void;
  close: () => Promise<void>;
}

const mostConnections = 8;

/** A pool of connections to a cache, which it closes, too. */
export function createPool(server: CacheServer): Pool {
  const idle: PoolConnection[] = [];
  const waiting: (() => void)[] = [];
  const all = new Set<PoolConnection>();
  let open = 0;
  const take = async (): Promise<PoolConnection> => {
    const connection = idle.pop();
    if (connection !== undefined) return connection;
    if (open >= mostConnections) {
      await new Promise<void>((resolve) => void waiting.push(resolve));
      return take();
    }
    open += 1;
    try {
      const opened = await openConnection(server);
      all.add(opened);
      return opened;
    } catch (error) {
      open -= 1;
      throw error;
    }
  };
  return {
    take,
    giveBack: (connection, reusable) => {
      if (reusable) idle.push(connection);
      else {
        connection.close();
        all.delete(connection);
        open -= 1;
      }
      waiting.shift()?.();
    },
    close: async () => {
      for (const connection of all) connection.close();
      await server.close();
    },
  };
}
