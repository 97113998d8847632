import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { getResponse, type RequestHandler } from 'msw';
import { onTestFinished } from 'vitest';

/**
 * Serves msw handlers on a real socket, on a free port, because msw itself intercepts neither undici nor child
 * processes. A request that no handler answers gets a 404. The end of the test closes the server and all connections.
 */
export async function onSocket(
  handlers: readonly RequestHandler[],
  tls?: { key: string; cert: string },
): Promise<string> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    handle(handlers, request, response).catch(() => response.destroy());
  };
  const server: Server = tls ? createHttpsServer(tls, answer) : createHttpServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`;
}

async function handle(
  handlers: readonly RequestHandler[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) };
  const request = new Request(new URL(incoming.url ?? '/', `http://${incoming.headers.host}`), {
    method,
    headers,
    ...body,
  });
  const response =
    (await getResponse([...handlers], request)) ?? new Response(null, { status: 404 });
  const cookies = response.headers.getSetCookie();
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
  });
  if (response.body === null) outgoing.end();
  else await pipeline(response.body, outgoing);
}
