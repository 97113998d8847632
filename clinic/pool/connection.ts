import { once } from 'node:events';
import { connect } from 'node:net';
import type { CacheServer } from './cache-server.ts';
import { onLines } from './lines.ts';

/** A connection to the cache. What is read is the oldest answer that nobody has read, whoever sent the command. */
export interface PoolConnection {
  /** Commands that were sent and whose answers nobody has read. */
  readonly unread: number;
  send: (command: readonly unknown[]) => void;
  /** Rejects when the connection ends, and when the signal is aborted: then the answer stays unread. */
  read: (signal?: AbortSignal) => Promise<unknown>;
  close: () => void;
}

/** Opens one. */
export async function openConnection({ port, secret }: CacheServer): Promise<PoolConnection> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  socket.write(`${secret}\n`);
  const answers: string[] = [];
  const readers: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = [];
  let unread = 0;
  onLines(socket, (line) => {
    const reader = readers.shift();
    if (reader === undefined) answers.push(line);
    else reader.resolve(line);
  });
  const end = (): void => {
    for (const { reject } of readers.splice(0)) reject(new Error('The cache has gone.'));
  };
  socket.on('error', () => socket.destroy());
  socket.on('close', end);

  const nextAnswer = async (signal: AbortSignal | undefined): Promise<string> => {
    const known = answers.shift();
    if (known !== undefined) return known;
    if (socket.destroyed) throw new Error('The cache has gone.');
    const { promise, ...reader } = Promise.withResolvers<string>();
    readers.push(reader);
    const leave = (): void => {
      const index = readers.indexOf(reader);
      if (index >= 0) readers.splice(index, 1);
      reader.reject(new Error('Nobody waits for this any more.'));
    };
    signal?.addEventListener('abort', leave);
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  };

  return {
    get unread() {
      return unread;
    },
    send: (command) => {
      unread += 1;
      socket.write(`${JSON.stringify(command)}\n`);
    },
    read: async (signal) => {
      const line = await nextAnswer(signal);
      unread -= 1;
      return JSON.parse(line);
    },
    close: () => socket.destroy(),
  };
}
