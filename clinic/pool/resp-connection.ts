import { once } from 'node:events';
import { connect } from 'node:net';
import { encodeCommand, onValues } from './resp.ts';
import type { RespValue } from './resp.ts';

/** Where a cache that speaks RESP listens. */
export interface CacheAddress {
  host: string;
  port: number;
  /** What each connection says first. Default: none is asked for. */
  password?: string | undefined;
}

/** A connection to it. What is read is the oldest answer that nobody has read, whoever sent the command. */
export interface RespConnection {
  /** Commands that were sent and whose answers nobody has read. */
  readonly unread: number;
  send: (words: readonly string[]) => void;
  /**
   * Rejects at an error reply and when the connection ends, and when the signal is aborted: then the answer stays
   * unread.
   */
  read: (signal?: AbortSignal) => Promise<Exclude<RespValue, Error>>;
  close: () => void;
}

/** Opens one. Rejects where nobody listens, or the password is wrong. */
export async function openRespConnection(address: CacheAddress): Promise<RespConnection> {
  const { host, port, password } = address;
  const socket = connect(port, host);
  await once(socket, 'connect');
  socket.setNoDelay(true);
  const answers: RespValue[] = [];
  const readers: { resolve: (answer: RespValue) => void; reject: (error: Error) => void }[] = [];
  let unread = 0;
  onValues(socket, (value) => {
    const reader = readers.shift();
    if (reader === undefined) answers.push(value);
    else reader.resolve(value);
  });
  const end = (): void => {
    for (const { reject } of readers.splice(0)) reject(new Error('The cache has gone.'));
  };
  socket.on('error', () => socket.destroy());
  socket.on('close', end);

  const nextAnswer = async (signal: AbortSignal | undefined): Promise<RespValue> => {
    const known = answers.shift();
    if (known !== undefined) return known;
    if (socket.destroyed) throw new Error('The cache has gone.');
    const { promise, ...reader } = Promise.withResolvers<RespValue>();
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

  const connection: RespConnection = {
    get unread() {
      return unread;
    },
    send: (words) => {
      unread += 1;
      socket.write(encodeCommand(words));
    },
    read: async (signal) => {
      const answer = await nextAnswer(signal);
      unread -= 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    close: () => socket.destroy(),
  };
  if (password !== undefined) await authenticate(connection, password);
  return connection;
}

async function authenticate(connection: RespConnection, password: string): Promise<void> {
  connection.send(['AUTH', password]);
  try {
    await connection.read();
  } catch (error) {
    connection.close();
    throw error;
  }
}
