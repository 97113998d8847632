import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An nginx that listens on this machine. */
export type Nginx = {
  url: string;
  /** Ends it, and starts it on the same port with another configuration and an empty cache. */
  restart(configuration: (port: number) => string): Promise<void>;
  stop(): Promise<void>;
};

/** How often another port is tried, where somebody took the one that was free. */
const mostPorts = 5;
/** How long nginx may take until it answers, in milliseconds. */
const patience = 10_000;

/** The environment to start it in: Debian keeps it where only root's PATH looks. */
export function pathWithNginx(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
}

/** Starts nginx in a folder of its own, without root. Rejects with its own words, or with how to install it. */
export async function startNginx(configuration: (port: number) => string): Promise<Nginx> {
  const { port, ...first } = await onFreePort(configuration);
  let { stop } = first;
  return {
    url: `http://127.0.0.1:${port}`,
    async restart(other) {
      await stop();
      stop = await listenOn(port, other(port));
    },
    stop: () => stop(),
  };
}

async function onFreePort(configuration: (port: number) => string) {
  for (let tried = 1; ; tried += 1) {
    const port = await freePort();
    try {
      return { port, stop: await listenOn(port, configuration(port)) };
    } catch (error) {
      if (tried === mostPorts || !String(error).includes('Address already in use')) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts nginx; resolves once it answers, with what ends it and removes its folder. */
async function listenOn(port: number, configuration: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'behind-a-proxy-'));
  // Started by root, its workers are somebody else.
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'nginx.conf'), configuration);
  const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: pathWithNginx(),
  });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const ended = once(child, 'close').then(
    () => new Error(`nginx did not start. ${complaints.trim()}`),
    () => new Error('There is no nginx here: install Debian’s package nginx-light.'),
  );
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  try {
    await Promise.race([answers(port, () => hasEnded), ended]);
    if (hasEnded) throw await ended;
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves once nginx answers, or has ended. */
async function answers(port: number, hasEnded: () => boolean): Promise<void> {
  const until = Date.now() + patience;
  while (!hasEnded()) {
    const answered = await fetch(`http://127.0.0.1:${port}/api/release`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    if (Date.now() > until)
      throw new Error(`The clinic does not answer through nginx on port ${port}.`);
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGQUIT');
  const timer = setTimeout(() => child.kill('SIGTERM'), 1000);
  await closed;
  clearTimeout(timer);
}
