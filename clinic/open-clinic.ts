import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { createApp } from './app.ts';
import { baseFunctions } from './base-functions.ts';
import type { ClinicFunctions } from './clinic-functions.ts';
import type { Clinic } from './clinic.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { findExport } from './exports/export.ts';
import { openRequestLog } from './http/request-log.ts';
import { announce } from './live/announce.ts';
import { createHub } from './live/hub.ts';
import { openPool } from './pool/open-pool.ts';
import type { CacheAddress } from './pool/resp-connection.ts';
import { createJobQueue } from './jobs/job-queue.ts';
import { owaspCost } from './sign-in/passwords.ts';
import type { PasswordCost } from './sign-in/passwords.ts';
import { moveLegacyResults } from './lab/keep-result.ts';
import { defaultLinkLifetime } from './links/media-link.ts';
import { setPharmacyUrl } from './prescribing/pharmacy.ts';
import { findRecording, recordingTitle } from './recordings/recording.ts';
import { createMediaFolder } from './recordings/media-files.ts';
import { currentRelease, install } from './store/releases.ts';
import { openStore } from './store/store.ts';
import type { Store } from './store/store.ts';
import { findUpdate } from './updates/index.ts';
import type { Update } from './updates/update.ts';

/** How to run a clinic within this process. */
export interface OpenClinicOptions {
  /** Database and media lie here; created when missing. */
  dataFolder: string;
  /** Who knows it may create clinicians. */
  adminKey: string;
  /**
   * The release to run: that of this update, or the base release for null. Default: the release
   * that the data last ran.
   */
  update?: Update | null;
  /** 0 (the default) takes a free one. */
  port?: number;
  /** The address to listen on. Default: this machine only. */
  host?: string;
  /** Where prescriptions are delivered to. Default: as set before, at first nowhere. */
  pharmacyUrl?: string;
  /** A file to which a line is appended for each request. Default: no log. */
  logFile?: string;
  /** What hashing a password costs. Default: what OWASP advises. */
  passwordCost?: PasswordCost;
  /** How long a signed address of media works, in ms. Default: five minutes. */
  linkLifetime?: number;
  /** A Redis to keep lists in for a minute. Default: a small cache within this process. */
  redis?: CacheAddress;
  /** Default: this machine's time. */
  clock?: Clock;
}

/** A clinic that is listening. */
export interface OpenClinic {
  url: string;
  port: number;
  clinic: Clinic;
  /** Lets running requests and the running job end, for at most two seconds. */
  close: () => Promise<void>;
}

const patience = 2000;

function lastUpdate(store: Store): Update | null {
  const id = currentRelease(store)?.updateId ?? null;
  const update = id === null ? null : findUpdate(id);
  if (update === undefined)
    throw new Error(`This data ran an update "${id}" that is unknown here.`);
  return update;
}

async function stopListening(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const timer = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(timer);
}

function startJobs(clinic: Clinic, functions: ClinicFunctions): void {
  const { jobs, store } = clinic;
  jobs.start({
    'finalise-recording': async (id) => {
      const recording = findRecording(store, id);
      // Its account may be gone; or the job was done, and the process ended before it said so.
      if (recording === null || recording.status === 'ready') return;
      await functions.finaliseRecording(recording, await functions.transcribe(recording));
      if (findRecording(store, id) === null) return;
      await announce({ clinic, functions }, 'recording', recording, recordingTitle(recording));
    },
    'build-export': async (id) => {
      const wanted = findExport(store, id);
      if (wanted !== null && wanted.status !== 'ready') await functions.buildExport(wanted);
    },
  });
}

/**
 * Opens the data, takes it to the wanted release, and listens. Sessions, records and media from
 * earlier releases stay. Rejects when the port is in use, and when the Redis does not answer.
 */
export async function openClinic(options: OpenClinicOptions): Promise<OpenClinic> {
  const { dataFolder, adminKey, port = 0, host = '127.0.0.1' } = options;
  const { passwordCost = owaspCost, clock = systemClock } = options;
  const { linkLifetime = defaultLinkLifetime } = options;
  await mkdir(dataFolder, { recursive: true });
  const mediaFolder = await createMediaFolder(dataFolder);
  const store = openStore(join(dataFolder, 'clinic.sqlite'));
  const pool = await openPool(options.redis).catch((error: unknown) => {
    store.close();
    throw error;
  });
  try {
    const update = options.update === undefined ? lastUpdate(store) : options.update;
    const release = install(store, update, clock.now());
    if (options.pharmacyUrl !== undefined) setPharmacyUrl(store, options.pharmacyUrl);
    const jobs = createJobQueue(store);
    const hub = createHub();
    const given = { mediaFolder, clock, passwordCost, linkLifetime };
    const clinic: Clinic = { store, release, jobs, pool, hub, ...given };
    moveLegacyResults(clinic);
    const base = baseFunctions(clinic, () => functions);
    const functions: ClinicFunctions = { ...base, ...update?.overrides(base, clinic) };
    const log = options.logFile === undefined ? undefined : await openRequestLog(options.logFile);
    const app = createApp({ clinic, functions, adminKey }, log);
    const server = createAdaptorServer({
      fetch: app.fetch,
      websocket: { server: new WebSocketServer({ noServer: true, maxPayload: 1024 }) },
    }) as Server;
    server.listen(port, host);
    await once(server, 'listening');
    startJobs(clinic, functions);
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    const close = async (): Promise<void> => {
      hub.close();
      await stopListening(server);
      await jobs.stop();
      await log?.close();
      await pool.close();
      store.close();
    };
    return { url: `http://${host}:${bound}`, port: bound, clinic, close };
  } catch (error) {
    await pool.close();
    store.close();
    throw error;
  }
}
