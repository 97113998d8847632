import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPharmacy } from './embedded-pharmacy.ts';
import type { EmbeddedPharmacy } from './embedded-pharmacy.ts';
import type { CacheAddress } from './pool/resp-connection.ts';
import { startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';
import { findUpdate, updates } from './updates/index.ts';

/** How to start a clinic in a process of its own. */
export interface StartClinicOptions {
  /** The update to start with. Default: the base release, or what given data last ran. */
  update?: string;
  /**
   * Where its data lies. Default: a temporary folder, removed by `stop`. There passwords are hashed at the least
   * cost: what a run of the harness makes up needs no more, and would wait for it at each sign-in. Signed addresses of
   * recordings end after `embeddedLinkSeconds`, so that nobody waits long to see that they end.
   */
  dataFolder?: string;
  /** Default: 0, a free one. */
  port?: number;
  /** A Redis to keep lists in for a minute. Default: a small cache within the server. */
  redis?: CacheAddress;
  /** 'inherit' shows what the server prints. Default: 'ignore'; its errors are kept for messages. */
  stdio?: 'ignore' | 'inherit';
}

/** A clinic that listens, and can be taken from one release to the next. */
export interface RunningClinic {
  url: string;
  /** The x-admin-key that may create clinicians. */
  adminKey: string;
  /** The tiny pharmacy that its prescriptions go to. */
  pharmacy: Pick<EmbeddedPharmacy, 'url' | 'deliveries'>;
  /**
   * Restarts the server with the release that this update leads to: same port, database, media
   * and signed-in sessions. Rejects, and changes nothing, when the update is unknown.
   */
  applyUpdate: (id: string) => Promise<void>;
  /** Its clock, which may be moved on, and stays so through updates. */
  clock: { advance: (milliseconds: number) => Promise<void> };
  /** Ends server and pharmacy and removes temporary data; may be called again. */
  stop: () => Promise<void>;
}

/** How long a signed address of a recording works where data is temporary, in seconds. */
export const embeddedLinkSeconds = 8;

function requireUpdate(id: string): void {
  if (findUpdate(id) !== undefined) return;
  const known = updates.map((update) => update.id).join(', ');
  throw new Error(`The clinic has no update "${id}"; it knows ${known}.`);
}

function hostAndPort({ host, port }: CacheAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Starts a clinic on this machine and waits until it listens. */
export async function startClinic(options: StartClinicOptions = {}): Promise<RunningClinic> {
  const { stdio = 'ignore', port = 0, redis } = options;
  if (options.update !== undefined) requireUpdate(options.update);
  const temporary = options.dataFolder === undefined;
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'clinic-')));
  const adminKey = randomBytes(24).toString('base64url');
  const pharmacy = await startPharmacy();
  let server: ServerProcess | undefined;
  let stopped = false;
  let ahead = 0;

  const env: Record<string, string> = {
    CLINIC_ADMIN_KEY: adminKey,
    // Empty: none, whatever this process was given for another clinic.
    CLINIC_REDIS_PASSWORD: redis?.password ?? '',
  };
  // Should this process be killed, the server sees it and cleans up in its place.
  if (temporary) env['CLINIC_REMOVE_ORPHANED_DATA'] = 'yes';

  const start = async (at: number, update?: string): Promise<ServerProcess> => {
    const release = update === undefined ? [] : ['--update', update];
    const passing = ['--quick-passwords', '--link-seconds', String(embeddedLinkSeconds)];
    const quick = temporary ? passing : [];
    const cache = redis === undefined ? [] : ['--redis', hostAndPort(redis)];
    const data = ['--data', dataFolder, '--pharmacy', pharmacy.url];
    server = await startServer(
      [...release, ...data, ...cache, ...quick, '--port', String(at)],
      env,
      stdio,
    );
    if (ahead > 0) await server.advance(ahead);
    return server;
  };
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await server?.stop();
    await pharmacy.stop();
    if (temporary) await rm(dataFolder, { recursive: true, force: true });
  };

  try {
    const { url, port: bound } = await start(port, options.update);
    return {
      url,
      adminKey,
      pharmacy: { url: pharmacy.url, deliveries: pharmacy.deliveries },
      applyUpdate: async (id) => {
        requireUpdate(id);
        await server?.stop();
        await start(bound, id);
      },
      clock: {
        advance: async (milliseconds) => {
          ahead += milliseconds;
          await server?.advance(milliseconds);
        },
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
