import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a program of Debian's is started as a server of this machine, without root. */
export type Program = {
  command: string;
  /** The package of Debian that has it. */
  debianPackage: string;
  args: readonly string[];
  /** What it reads from its standard input. Default: nothing. */
  input?: string;
  /** What asks it to end. */
  signal: 'SIGTERM' | 'SIGQUIT';
  /** Whether it answers. */
  answers(): Promise<boolean>;
};

/** How often another port is tried, where somebody took the one that was free. */
const mostPorts = 5;
/** How long a program may take until it answers, in milliseconds. */
const patience = 10_000;

/** The environment to start them in: Debian keeps some where only root's PATH looks. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };

/** Whether a program is installed. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['-v'], { env }).status === 0;
}

/** Starts something on a port of this machine that is free. */
export async function onFreePort<Started>(start: (port: number) => Promise<Started>) {
  for (let tried = 1; ; tried += 1) {
    const port = await freePort();
    try {
      return { port, started: await start(port) };
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

/**
 * Starts a program; resolves once it answers, with what ends it. Rejects with its own words, or with how to install it.
 */
export async function startProgram(program: Program): Promise<() => Promise<void>> {
  const { command, debianPackage, args, input = '', signal } = program;
  const child = spawn(command, args, { cwd: tmpdir(), env, stdio: 'pipe' });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  // Where it has ended, it says why by itself.
  child.stdin.on('error', () => undefined).end(input);
  const ended = once(child, 'close').then(
    () => new Error(`${command} did not start. ${said.trim()}`),
    () => new Error(`There is no ${command} here: install Debian’s package ${debianPackage}.`),
  );
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const stop = () => end(child, signal);
  try {
    await Promise.race([untilAnswers(program, () => hasEnded), ended]);
    if (hasEnded) throw await ended;
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves once it answers, or has ended. */
async function untilAnswers({ command, answers }: Program, hasEnded: () => boolean): Promise<void> {
  const until = Date.now() + patience;
  while (!hasEnded()) {
    if (await answers()) return;
    if (Date.now() > until) throw new Error(`${command} does not answer.`);
    await sleep(50);
  }
}

async function end(child: ChildProcess, signal: Program['signal']): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGTERM'), 1000);
  await closed;
  clearTimeout(timer);
}
