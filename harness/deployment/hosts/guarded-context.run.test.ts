import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { launch } from '../../media/browser.test-support.ts';
import { openGuardedContext } from './guarded-context.ts';
import { tryWaysOut, waysOut, workerScript } from './ways-out.test-support.ts';
import type { WayOut } from './ways-out.test-support.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serve(answer: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Starts a server for each way out and counts its connections, so that a connection shows which way was used. */
async function serveTargets() {
  const ports = {} as Record<WayOut, number>;
  const arrived = new Set<WayOut>();
  for (const way of waysOut) {
    const { server, port } = await serve((request, response) => {
      if (request.url === '/file') response.setHeader('content-disposition', 'attachment');
      response.end('');
    });
    server.on('connection', () => arrived.add(way));
    server.on('upgrade', (_, socket) => socket.destroy());
    ports[way] = port;
  }
  return { ports, arrived };
}

/** Starts a deployment with a page, workers, and a redirect to any address. */
async function serveDeployment(): Promise<string> {
  const { port } = await serve((request, response) => {
    const url = new URL(request.url ?? '/', 'http://own.test');
    if (url.pathname === '/redirect') {
      response.writeHead(302, { location: url.searchParams.get('to') ?? '/' }).end();
    } else if (url.pathname === '/worker.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(workerScript);
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<body></body>');
    }
  });
  return `http://127.0.0.1:${port}`;
}

async function open(url: string, hosts: readonly string[], refused: string[]) {
  const context = await openGuardedContext(browser, { url, hosts }, { baseURL: url }, (why) =>
    refused.push(why),
  );
  closing.push(() => context.close());
  return context;
}

async function tryAll(context: BrowserContext, ports: Record<WayOut, number>): Promise<void> {
  const page = await context.newPage();
  await page.goto('/');
  await page.evaluate(tryWaysOut, ports);
  const other = await context.newPage();
  await other.goto(`http://127.0.0.1:${ports['page of the same context']}/`).catch(() => null);
  await page.request.get(`http://127.0.0.1:${ports['Playwright']}/`).catch(() => null);
}

it('lets a page reach another host of the deployment in each way', async () => {
  const { ports, arrived } = await serveTargets();
  const refused: string[] = [];
  const hosts = waysOut.map((way) => `127.0.0.1:${ports[way]}`);
  await tryAll(await open(await serveDeployment(), hosts, refused), ports);
  await vi.waitFor(
    () => expect([...waysOut].filter((way) => !arrived.has(way))).toEqual([]),
    15_000,
  );
  expect(refused).toEqual([]);
});

it('lets a hostile page reach a foreign port in no way, and reports each host once', async () => {
  const { ports, arrived } = await serveTargets();
  const refused: string[] = [];
  await tryAll(await open(await serveDeployment(), [], refused), ports);
  const isTold = (way: WayOut) =>
    refused.filter((why) => why.includes(`add "127.0.0.1:${ports[way]}" to hosts`)).length === 1;
  await vi.waitFor(() => expect(waysOut.filter((way) => !isTold(way))).toEqual([]), 15_000);
  expect([...arrived]).toEqual([]);
});

it('lets neither WebRTC nor WebTransport send UDP', async () => {
  const socket = createSocket('udp4');
  let received = 0;
  socket.on('message', () => (received += 1));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closing.push(() => socket.close());
  const url = await serveDeployment();
  const page = await (await open(url, [`127.0.0.1:${socket.address().port}`], [])).newPage();
  await page.goto('/');
  const opened = await page.evaluate(async (port) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    peer.createDataChannel('out');
    const gathered = new Promise((resolve) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') resolve(null);
      });
    });
    await peer.setLocalDescription(await peer.createOffer());
    const transport = new WebTransport(`https://127.0.0.1:${port}/`);
    transport.closed.catch(() => null);
    await gathered;
    return transport.ready.then(
      () => true,
      () => false,
    );
  }, socket.address().port);
  expect(opened).toBe(false);
  expect(received).toBe(0);
});

it('refuses an address of the deployment that holds a user name or a password', async () => {
  const refused: string[] = [];
  const url = await serveDeployment();
  const page = await (await open(url, [], refused)).newPage();
  await expect(page.goto(url.replace('//', '//pat:secret@'))).rejects.toThrow('BLOCKED_BY_CLIENT');
  expect(refused).toEqual([expect.stringContaining('holds a name or a password')]);
  expect(refused.join('')).not.toContain('secret');
});

it('allows addresses that stay in the browser', async () => {
  const refused: string[] = [];
  const page = await (await open(await serveDeployment(), [], refused)).newPage();
  await page.goto('/');
  const texts = await page.evaluate(async () => {
    const blob = URL.createObjectURL(new Blob(['blob']));
    const read = async (address: string) => (await fetch(address)).text();
    return [await read(blob), await read('data:text/plain,data')];
  });
  expect(texts).toEqual(['blob', 'data']);
  expect(refused).toEqual([]);
});
