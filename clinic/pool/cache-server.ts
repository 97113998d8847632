import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { encodeValue, onValues } from './resp.ts';
import type { RespValue } from './resp.ts';
import type { CacheAddress } from './resp-connection.ts';

/** A cache that the clinic's pool uses, and closes. */
export interface CacheServer extends CacheAddress {
  close: () => Promise<void>;
}

/** Most entries; the oldest go first. */
const mostEntries = 2000;

/** What a connection asks, in the words of Redis, and what it is answered. */
type Answer = (words: readonly string[]) => RespValue;

/**
 * Starts a small cache in memory on a free port of this machine, which begins with nothing after each restart. Of what
 * Redis knows it knows `AUTH password`, `GET key` and `SET key value [EX seconds]`, and answers in the order in which the
 * commands came. Nothing in an answer says which command it belongs to.
 *
 * @param password only who has said it is answered
 * @param now milliseconds; by it entries end
 */
export async function startCacheServer(password: string, now = Date.now): Promise<CacheServer> {
  const entries = createEntries(now);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const answer = createAnswer(password, entries);
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    onValues(socket, (command) => {
      if (!Array.isArray(command) || !command.every(Buffer.isBuffer)) socket.destroy();
      else socket.write(encodeValue(answer(command.map(String))));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    password,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function createEntries(now: () => number) {
  const entries = new Map<string, { value: string; end: number }>();
  return {
    get(key: string): string | null {
      const entry = entries.get(key);
      return entry === undefined || entry.end <= now() ? null : entry.value;
    },
    set(key: string, value: string, seconds: number): void {
      entries.delete(key);
      entries.set(key, { value, end: now() + seconds * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}

function createAnswer(password: string, entries: ReturnType<typeof createEntries>): Answer {
  let known = false;
  return ([name = '', key = '', value, option, seconds]) => {
    const command = name.toUpperCase();
    if (command === 'AUTH') {
      known = key === password;
      return known ? 'OK' : new Error('WRONGPASS invalid username-password pair');
    }
    if (!known) return new Error('NOAUTH Authentication required.');
    if (command === 'GET' && value === undefined) {
      const kept = entries.get(key);
      return kept === null ? null : Buffer.from(kept);
    }
    if (command !== 'SET' || value === undefined) return new Error('ERR unknown command');
    if (option === undefined) entries.set(key, value, Infinity);
    else if (option.toUpperCase() !== 'EX') return new Error('ERR syntax error');
    else if (!/^[1-9]\d{0,9}$/.test(seconds ?? '')) return new Error('ERR invalid expire time');
    else entries.set(key, value, Number(seconds));
    return 'OK';
  };
}
