import { once } from 'node:events';
import { connect, createServer, isIPv6 } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { HostGuard } from './host-guard.ts';

/** A SOCKS 5 proxy (RFC 1928) on this machine that connects only to addresses that the host guard allows. */
export type GuardedProxy = {
  /** The address of the proxy, as browsers take it: `socks5://127.0.0.1:40123`. */
  server: string;
  /** Ends the proxy and all connections through it. */
  close(): Promise<void>;
};

/** The target of a connection: a host (an IPv6 address in brackets) and a port. */
type Place = { host: string; port: number };

/** The proxy's replies to a request to connect. */
const replies = { connected: 0, notAllowed: 2, unreachable: 4 } as const;
/** The first byte of a TLS handshake; an HTTP request begins with a letter. */
const tlsHandshake = 0x16;

/**
 * Opens a proxy. It speaks SOCKS rather than HTTP, so that bytes pass unchanged: no answer of a deployment is parsed or
 * rewritten on its way to the browser, and plain HTTP, TLS and WebSockets need no distinction. The proxy resolves
 * names, so that the browser asks no name server. The first byte that the browser sends shows whether it speaks TLS.
 *
 * @param onRefused called with each refused address (scheme, host and port)
 */
export async function openGuardedProxy(
  guard: HostGuard,
  onRefused: (address: URL) => void,
): Promise<GuardedProxy> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    // The browser may end a connection at any time, which is no error.
    client.on('error', () => undefined);
    serve(client, guard, onRefused).catch(() => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server: `socks5://127.0.0.1:${port}`,
    async close() {
      for (const client of open) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(
  client: Socket,
  guard: HostGuard,
  onRefused: (address: URL) => void,
): Promise<void> {
  const reader = readerOf(client);
  const place = await askedFor(client, reader);
  const secure = URL.parse(`https://${place.host}:${place.port}`);
  const plain = URL.parse(`http://${place.host}:${place.port}`);
  if (secure === null || plain === null) return reply(client, replies.notAllowed);
  if (!guard.allows(secure) && !guard.allows(plain)) {
    onRefused(place.port === 80 ? plain : secure);
    return reply(client, replies.notAllowed);
  }
  const onward = await connected(place, client);
  if (onward === null) return reply(client, replies.unreachable);
  reply(client, replies.connected);
  const first = await reader.take(1);
  const address = first[0] === tlsHandshake ? secure : plain;
  if (!guard.allows(address)) {
    onRefused(address);
    client.destroy();
    return;
  }
  onward.write(Buffer.concat([first, reader.rest()]));
  client.pipe(onward);
  onward.pipe(client);
}

/** Reads the greeting and the request of a SOCKS client, and returns the requested target. */
async function askedFor(client: Socket, reader: Reader): Promise<Place> {
  const [version, methods = 0] = await reader.take(2);
  if (version !== 5) throw new Error('no SOCKS 5');
  await reader.take(methods);
  client.write(Buffer.of(5, 0));
  const [, command, , kind] = await reader.take(4);
  if (command !== 1) throw new Error('a command other than CONNECT');
  const host = await hostOf(reader, kind ?? 0);
  return { host, port: (await reader.take(2)).readUInt16BE() };
}

async function hostOf(reader: Reader, kind: number): Promise<string> {
  if (kind === 1) return (await reader.take(4)).join('.');
  if (kind === 4) {
    const hex = (await reader.take(16)).toString('hex');
    return `[${(hex.match(/.{4}/g) ?? []).join(':')}]`;
  }
  if (kind !== 3) throw new Error('an unknown kind of address');
  const [length = 0] = await reader.take(1);
  const name = (await reader.take(length)).toString('latin1');
  return isIPv6(name) ? `[${name}]` : name;
}

/** Reads the first bytes of a connection, before the rest is piped. */
type Reader = {
  /** Reads exactly `length` bytes. Rejects if the connection ends before that. */
  take(length: number): Promise<Buffer>;
  /** The bytes that were received but not taken yet. */
  rest(): Buffer;
};

function readerOf(client: Socket): Reader {
  let held = Buffer.alloc(0);
  return {
    async take(length) {
      while (held.length < length) {
        const more = client.read() as Buffer | null;
        if (more !== null) held = Buffer.concat([held, more]);
        else if (client.destroyed) throw new Error('the connection ended');
        else await readable(client);
      }
      const bytes = held.subarray(0, length);
      held = held.subarray(length);
      return bytes;
    },
    rest: () => held,
  };
}

/** Resolves once there is something to read, or the connection is closed. */
async function readable(client: Socket): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      client.off('readable', wake).off('close', wake);
      resolve();
    };
    client.on('readable', wake).on('close', wake);
  });
}

function reply(client: Socket, status: number): void {
  // The reply must hold the bound address. Browsers ignore it, so it is all zeros.
  const bytes = Buffer.of(5, status, 0, 1, 0, 0, 0, 0, 0, 0);
  if (status === replies.connected) client.write(bytes);
  else client.end(bytes);
}

/**
 * Connects to a target for a client, so that each connection ends with the other. Null when the target is unreachable.
 */
async function connected({ host, port }: Place, client: Socket): Promise<Socket | null> {
  const onward = connect({ host: host.replace(/^\[|\]$/g, ''), port, noDelay: true });
  client.on('close', () => onward.destroy());
  try {
    await once(onward, 'connect');
  } catch {
    return null;
  }
  // A reset is passed on as a reset: a normal end would complete an answer without a length for the browser.
  onward.on('error', () => client.resetAndDestroy());
  onward.on('close', () => client.end());
  return onward;
}
