import { randomBytes } from 'node:crypto';
import { openRespConnection } from '../../clinic/pool/resp-connection.ts';
import { onFreePort, startProgram } from './program.ts';

/** A Redis that listens on this machine, and keeps nothing on a disk. */
export type Redis = {
  host: string;
  port: number;
  password: string;
  /** How often it was sent each command, by the command's name in small letters. */
  commands(): Promise<Record<string, number>>;
  stop(): Promise<void>;
};

const host = '127.0.0.1';

/** Starts Redis with a password of its own, without root. Rejects with its own words, or with how to install it. */
export async function startRedis(): Promise<Redis> {
  const password = randomBytes(24).toString('base64url');
  const { port, started: stop } = await onFreePort((free) => listenOn(free, password));
  const address = { host, port, password };
  return { ...address, commands: () => countCommands(address), stop };
}

function listenOn(port: number, password: string): Promise<() => Promise<void>> {
  return startProgram({
    command: 'redis-server',
    debianPackage: 'redis-server',
    args: ['-'],
    // Read from there, the password stands in no list of processes and no file.
    input: `port ${port}\nbind ${host}\nrequirepass ${password}\nsave ""\nappendonly no\n`,
    signal: 'SIGTERM',
    answers: () =>
      openRespConnection({ host, port, password }).then(
        ({ close }) => {
          close();
          return true;
        },
        () => false,
      ),
  });
}

async function countCommands(address: Parameters<typeof openRespConnection>[0]) {
  const connection = await openRespConnection(address);
  connection.send(['INFO', 'commandstats']);
  const text = String(await connection.read().finally(connection.close));
  const counts = text.matchAll(/^cmdstat_([^:]+):calls=(\d+),/gm);
  return Object.fromEntries([...counts].map(([, name, calls]) => [name, Number(calls)]));
}
