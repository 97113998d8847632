import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AdvancedMessage, AdvanceMessage, ListeningMessage } from './server.ts';

/** A server in a process of its own, which listens. */
export interface ServerProcess {
  url: string;
  port: number;
  /** Moves its clock on by so many milliseconds. */
  advance: (milliseconds: number) => Promise<void>;
  stop: () => Promise<void>;
}

/** The server beside this file: TypeScript in the repository, JavaScript in the package. */
const serverFile = fileURLToPath(
  new URL(`./server${extname(new URL(import.meta.url).pathname)}`, import.meta.url),
);
/** How much of what the server complains about is kept, in characters. */
const mostComplaints = 4000;

/** Starts a server and waits until it says that it listens. Rejects with its own words if not. */
export async function startServer(
  args: string[],
  env: Record<string, string>,
  stdio: 'ignore' | 'inherit',
): Promise<ServerProcess> {
  const child = fork(serverFile, args, {
    // The parent's flags (an inspector's port, a test runner's loader) are not for the child.
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', stdio, 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (stdio === 'inherit') process.stderr.write(text);
    complaints = (complaints + text).slice(-mostComplaints);
  });
  const exited = once(child, 'close');
  const ended = exited.then(() => {
    throw new Error(`The clinic did not start. ${complaints.trim()}`);
  });
  // Later it ends because it was stopped.
  ended.catch(() => undefined);
  const listening = once(child, 'message') as Promise<[ListeningMessage]>;
  const [message] = await Promise.race([listening, ended]);
  return {
    ...message.listening,
    advance: async (milliseconds) => {
      const advanced = once(child, 'message') as Promise<[AdvancedMessage]>;
      child.send({ advance: milliseconds } satisfies AdvanceMessage);
      await Promise.race([advanced, ended]);
    },
    stop: () => stopChild(child, exited),
  };
}

async function stopChild(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  // The server gives itself two seconds to end what runs.
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(timer);
}
