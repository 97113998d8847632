import { openRespConnection } from './resp-connection.ts';
import type { CacheAddress, RespConnection } from './resp-connection.ts';

/** A connection to the cache. What is read is the oldest answer that nobody has read, whoever sent the command. */
export interface PoolConnection extends Pick<RespConnection, 'unread' | 'close'> {
  /** `['get', key]`, or `['set', key, value]` with a value that JSON can say. It is kept for `secondsKept`. */
  send: (command: readonly unknown[]) => void;
  /**
   * The value that was set, or null where there is none. Rejects at an error reply and when the connection ends, and
   * when the signal is aborted: then the answer stays unread.
   */
  read: (signal?: AbortSignal) => Promise<unknown>;
}

/** How long an entry stays: a cache that outlives the clinic is not to keep its patients' lists for good. */
export const secondsKept = 60;

/** Opens one. Rejects where nobody listens, or the password is wrong. */
export async function openConnection(address: CacheAddress): Promise<PoolConnection> {
  const connection = await openRespConnection(address);
  return {
    get unread() {
      return connection.unread;
    },
    send: ([name, key, ...values]) => {
      const texts = values.map((value) => JSON.stringify(value ?? null));
      const end = name === 'set' ? ['EX', `${secondsKept}`] : [];
      connection.send([String(name), String(key), ...texts, ...end]);
    },
    read: async (signal) => {
      const answer = await connection.read(signal);
      return Buffer.isBuffer(answer) ? JSON.parse(answer.toString()) : answer;
    },
    close: connection.close,
  };
}
