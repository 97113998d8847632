import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onLines } from './lines.ts';

/** A small cache in memory, which is reached by TCP as such servers are. It begins with nothing after each restart. */
export interface CacheServer {
  port: number;
  /** The first line of each connection: only who knows it is answered. */
  secret: string;
  close: () => Promise<void>;
}

/** Most entries; the oldest go first. */
const mostEntries = 2000;

/**
 * Starts it on a free port of this machine. One line of JSON a command, `["get", key]` or `["set", key, value]`, and one
 * line for each answer, in the order in which the commands came. Nothing in an answer says which command it belongs to.
 */
export async function startCacheServer(secret: string): Promise<CacheServer> {
  const entries = new Map<string, unknown>();
  const answer = ([command, key = '', value]: [string, string?, unknown?]): unknown => {
    if (command === 'get') return entries.get(key) ?? null;
    entries.delete(key);
    entries.set(key, value);
    const [oldest] = entries.keys();
    if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
    return 'OK';
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let known = false;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    onLines(socket, (line) => {
      if (known) socket.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
      else if (line === secret) known = true;
      else socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    secret,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
