import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a script did: its exit code and words, and who asked for what. */
export type Ran = { code: number; stdout: string; stderr: string; asked: readonly string[] };

/** Answers a request of somebody's; `null`: without a session. */
export type Answering = (
  asked: { viewer: string | null; url: URL; method: string },
  response: ServerResponse,
  request: IncomingMessage,
) => void;

/** Sends one text message, of fewer than 126 bytes. */
function tell(socket: Duplex, text: string | null): void {
  if (text !== null)
    socket.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]));
}

/**
 * Runs a script against a server of its own. The header `x-viewer` stands for a session. For its `chaperone next` there
 * is no page after the first, but for the lines of NEXT: one is printed each time, and `?` cannot tell. A session that it
 * signs out asks for `/sign-out`. `/act` lets `tells` tell each open socket something again.
 */
export async function runScript(
  script: string | null,
  answer: Answering,
  env: Readonly<Record<string, string>> = {},
  tells?: (viewer: string | null) => string | null,
): Promise<Ran> {
  const sockets: { socket: Duplex; viewer: string | null }[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'repro-'));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const viewer = request.headers['x-viewer']?.toString() ?? null;
    const url = new URL(request.url ?? '/', 'http://server.test');
    asked.push(`${viewer ?? 'nobody'} ${request.method} ${url.pathname}${url.search}`);
    if (url.pathname === '/act')
      for (const open of sockets) tell(open.socket, tells?.(open.viewer) ?? null);
    answer({ viewer, url, method: request.method ?? '' }, response, request);
  });
  // A WebSocket (RFC 6455) that tells one text and stays open; `null`: refused.
  server.on('upgrade', (request, socket) => {
    const viewer = request.headers['x-viewer']?.toString() ?? null;
    asked.push(`${viewer ?? 'nobody'} socket ${request.url}`);
    const text = tells?.(viewer) ?? null;
    if (text === null) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    tell(socket, text);
    socket.on('error', () => undefined);
    sockets.push({ socket, viewer });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const next = [
    'if [ "$1" = next ]; then',
    '  read -r line <"$0.next" || exit 0',
    '  [ "$line" != "?" ] || exit 3',
    '  tail -n +2 "$0.next" >"$0.rest"',
    '  mv "$0.rest" "$0.next"',
    '  echo "$CHAPERONE_URL$line"',
    '  exit 0',
    'fi',
  ].join('\n');
  const stub =
    'printf \'header = "x-viewer: %s"\\n\' "$3" >"$0.$3"; echo "export CHAPERONE_CURL_CONFIG=\'$0.$3\' CHAPERONE_SESSION=$3.s9"\ncase "$*" in *--signed-out*) curl -s --config "$0.$3" "$CHAPERONE_URL/sign-out" ;; esac >&2';
  await writeFile(join(folder, 'stub'), `${next}\n${stub}\n`);
  const { NEXT: pages = '' } = env;
  await writeFile(join(folder, 'stub.next'), pages);
  await writeFile(join(folder, 'repro.sh'), script ?? 'exit 99');
  const address = server.address();
  const variables = {
    PATH: process.env['PATH'] ?? '',
    CHAPERONE_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    CHAPERONE: `sh ${join(folder, 'stub')}`,
    ...env,
  };
  const ran = await new Promise<Omit<Ran, 'asked'>>((resolve) => {
    execFile('sh', [join(folder, 'repro.sh')], { cwd: folder, env: variables }, (error, ...said) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        stdout: said[0],
        stderr: said[1],
      }),
    );
  });
  for (const { socket } of sockets) socket.destroy();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
  return { ...ran, asked };
}
