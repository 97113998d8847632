import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFreePort, startProgram } from './program.ts';

/** An nginx that listens on this machine. */
export type Nginx = {
  url: string;
  /** Ends it, and starts it on the same port with another configuration and an empty cache. */
  restart(configuration: (port: number) => string): Promise<void>;
  stop(): Promise<void>;
};

/** Starts nginx in a folder of its own, without root. Rejects with its own words, or with how to install it. */
export async function startNginx(configuration: (port: number) => string): Promise<Nginx> {
  const { port, started } = await onFreePort((free) => listenOn(free, configuration(free)));
  let stop = started;
  return {
    url: `http://127.0.0.1:${port}`,
    async restart(other) {
      await stop();
      stop = await listenOn(port, other(port));
    },
    stop: () => stop(),
  };
}

/** Starts nginx; resolves once the clinic answers through it, with what ends it and removes its folder. */
async function listenOn(port: number, configuration: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'behind-a-proxy-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    // Started by root, its workers are somebody else.
    await chmod(folder, 0o711);
    await writeFile(join(folder, 'nginx.conf'), configuration);
    const end = await startProgram({
      command: 'nginx',
      debianPackage: 'nginx-light',
      args: ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'],
      signal: 'SIGQUIT',
      answers: () =>
        fetch(`http://127.0.0.1:${port}/api/release`).then(
          ({ ok }) => ok,
          () => false,
        ),
    });
    return async () => {
      await end();
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
