import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(
  new URL('node_modules/@solid/community-server/bin/server.js', import.meta.url),
);
/** Should this process be killed, the server ends as well. */
const endWithParent = 'data:text/javascript,process.on("disconnect",()=>process.exit())';

export type SolidServer = {
  url: string;
  /** Restarts it as this release: same address, pods, accounts and keys. */
  restartAs(release: number): Promise<void>;
  /** Ends it, and removes its data. */
  stop(): Promise<void>;
};

/** Starts a Community Solid Server on a free port, its data in a temporary folder. */
export async function startSolidServer(): Promise<SolidServer> {
  const folder = await mkdtemp(join(tmpdir(), 'solid-'));
  const port = await freePort();
  const url = `http://localhost:${port}/`;
  const run = async (release: number) => {
    const config = join(folder, `release-${release}.json`);
    await writeFile(config, JSON.stringify(configOf(release)));
    const data = join(folder, 'data');
    return start(['-p', `${port}`, '-b', url, '-c', config, '-f', data, '-l', 'info']);
  };
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server) await end(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    server = await run(1);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    async restartAs(release) {
      if (server) await end(server);
      server = await run(release);
    },
    stop,
  };
}

const context =
  'https://linkedsoftwaredependencies.org/bundles/npm/@solid/community-server/^7.0.0/components/context.jsonld';

/** The server's own file-backed configuration, in which it also says which release of the service it is. */
function configOf(release: number): unknown {
  const headers = {
    Vary: 'Accept,Authorization,Origin',
    'X-Powered-By': 'Community Solid Server',
    'Accept-Ranges': 'bytes',
    'X-Release': `${release}.0`,
  };
  return {
    '@context': context,
    import: ['css:config/file.json'],
    '@graph': [
      {
        '@id': 'urn:example:release',
        '@type': 'Override',
        overrideInstance: { '@id': 'urn:solid-server:default:Middleware_Header' },
        overrideParameters: {
          '@type': 'HeaderHandler',
          headers: Object.entries(headers).map(([name, value]) => ({
            'HeaderHandler:_headers_key': name,
            'HeaderHandler:_headers_value': value,
          })),
        },
      },
    ],
  };
}

/** Resolves once the server says that it listens. */
async function start(args: readonly string[]): Promise<ChildProcess> {
  const server = fork(program, args, {
    execArgv: ['--import', endWithParent],
    // As it would be deployed: under a test runner's NODE_ENV it gives out no tokens.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  const listening = new Promise<void>((resolve, reject) => {
    const hear = (text: string) => {
      said = (said + text).slice(-4000);
      if (said.includes('Listening to server at')) resolve();
    };
    server.stdout?.setEncoding('utf8').on('data', hear);
    server.stderr?.setEncoding('utf8').on('data', hear);
    server.once('error', reject);
    server.once('close', () => reject(new Error(`it ended at once: ${said.trim()}`)));
  });
  await listening;
  return server;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const closed = once(server, 'close');
  server.kill();
  await closed;
}

/** The address is part of every name in a pod, so the port must be known before the server starts. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
