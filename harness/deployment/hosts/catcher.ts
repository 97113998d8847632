import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Delivery } from '../outbound.ts';

/** A request that a catcher took. */
export type Caught = {
  method: string;
  /** Path and query. */
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** The body as text. */
  body: string;
};

/** A server that stands for third parties: it takes every request, and keeps it. */
export type Catcher = {
  url: string;
  /** What came so far; this is what `outbound.deliveries` may return. */
  deliveries(): readonly Delivery[];
  stop(): Promise<void>;
};

export type CatcherOptions = {
  /** Default: a free one, for a deployment that is told of it when it starts. */
  port?: number;
  /** Default: this machine only. */
  host?: string;
  /** Which third party a request was for. Default: the path's first segment, and its second. */
  read?(caught: Caught): Pick<Delivery, 'party' | 'to'>;
};

/** Largest body that is kept, in bytes. */
const largestBody = 1024 * 1024;

/**
 * Starts a server to which the deployment under test sends what is meant for third parties. It answers 204 to all, and
 * does not keep the process alive. Rejects where the port is in use.
 */
export async function startCatcher(options: CatcherOptions = {}): Promise<Catcher> {
  const { port = 0, host = '127.0.0.1', read = bySegments } = options;
  const started = Date.now().toString(36);
  const caught: Delivery[] = [];
  const take = async (request: IncomingMessage): Promise<void> => {
    const body = await buffer(request);
    const { method = 'GET', url: path = '/', headers } = request;
    const names = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    const one: Caught = {
      method,
      path,
      headers: Object.fromEntries(names),
      body: body.subarray(0, largestBody).toString('utf8'),
    };
    const id = `${started}-${caught.length + 1}`;
    caught.push({ id, content: `${path}\n${one.body}`, ...read(one) });
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.writeHead(204).end(),
      () => response.destroy(),
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  server.unref();
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${bound}`,
    deliveries: () => caught,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function bySegments({ path }: Caught): Pick<Delivery, 'party' | 'to'> {
  const [, party = '', to = ''] = path.split(/[/?]/);
  return { party, to };
}
