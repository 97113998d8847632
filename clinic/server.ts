import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock, systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { help, readCommandLine, UsageError } from './command-line.ts';
import type { ServerOptions } from './command-line.ts';
import { seedDemo } from './demo.ts';
import { openClinic } from './open-clinic.ts';
import type { OpenClinic } from './open-clinic.ts';

/** How the process that started this one learns that it can go ahead. */
export interface ListeningMessage {
  listening: { url: string; port: number };
}

/** Sent by the process that started this one: its clock is moved on by so many milliseconds. */
export interface AdvanceMessage {
  advance: number;
}

/** The answer to it. */
export interface AdvancedMessage {
  advanced: true;
}

/** A clock that the process that started this one may move on. */
function movableClock(): Clock {
  const clock = createClock();
  process.on('message', (message: AdvanceMessage) => {
    clock.advance(message.advance);
    process.send?.({ advanced: true } satisfies AdvancedMessage);
  });
  return clock;
}

async function introduce({ url, clinic }: OpenClinic, adminKey: string): Promise<void> {
  const password = await seedDemo(clinic);
  console.log(`Sign up as a patient at ${url}/sign-up, book a consultation and join the call.`);
  console.log(`Sign in as a clinician with amara.okafor@clinic.example and ${password}`);
  console.log(`Add clinicians with POST ${url}/api/admin/clinicians and x-admin-key: ${adminKey}`);
  console.log('All of it is gone once the clinic ends (Ctrl-C).');
}

/** Resolves on a signal, or when the process that started this one is gone. */
function untilAsked(): Promise<'signal' | 'orphaned'> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve('signal'));
    if (process.send === undefined) {
      process.once('SIGINT', () => resolve('signal'));
    } else {
      // Ctrl-C reaches all processes of a terminal; here the one above decides when to end.
      process.on('SIGINT', () => undefined);
      process.once('disconnect', () => resolve('orphaned'));
    }
  });
}

async function serve(options: ServerOptions): Promise<void> {
  const asked = untilAsked();
  const adminKey = process.env['CLINIC_ADMIN_KEY'] ?? randomBytes(18).toString('base64url');
  // An empty one is none: so a file of variables may name it without a value.
  const logFile = process.env['CLINIC_LOG'] || undefined;
  const demo = options.dataFolder === undefined;
  let removing = demo;
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'clinic-')));
  try {
    const clock = process.send === undefined ? systemClock : movableClock();
    const password = process.env['CLINIC_REDIS_PASSWORD'] || undefined;
    const redis = options.redis && { ...options.redis, password };
    const open = await openClinic({ ...options, redis, dataFolder, adminKey, logFile, clock });
    const { url, port, clinic } = open;
    console.log(`The clinic runs release ${clinic.release.name} at ${url}`);
    if (demo) await introduce(open, adminKey);
    process.send?.({ listening: { url, port } } satisfies ListeningMessage);
    const orphaned = (await asked) === 'orphaned';
    removing ||= orphaned && process.env['CLINIC_REMOVE_ORPHANED_DATA'] === 'yes';
    await open.close();
  } finally {
    if (removing) await rm(dataFolder, { recursive: true, force: true });
  }
}

function explain(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is in use: choose another one with --port.`;
  if (code === 'EACCES') return `Port ${port} or the data folder is not allowed here.`;
  const message = error instanceof Error ? error.message : String(error);
  if (message !== 'database is locked') return message;
  return 'Another clinic uses this data: end that one, or name another folder with --data.';
}

try {
  const options = readCommandLine(process.argv.slice(2));
  if (options === 'help') {
    console.log(help());
  } else {
    await serve(options).catch((error: unknown) => {
      console.error(explain(error, options.port));
      process.exitCode = 1;
    });
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\nTry --help.`);
  process.exitCode = 2;
}
// The channel to the process that started this one would keep it alive.
if (process.connected) process.disconnect();
