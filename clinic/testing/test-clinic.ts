import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openClinic } from '../open-clinic.ts';
import type { OpenClinic } from '../open-clinic.ts';
import type { Clock } from '../clock.ts';
import type { CacheAddress } from '../pool/resp-connection.ts';
import { leastCost } from '../sign-in/passwords.ts';
import type { PasswordCost } from '../sign-in/passwords.ts';
import type { Update } from '../updates/update.ts';
import { sampleRecording } from './sample-recording.ts';

const adminKey = 'key-of-the-tests';
const password = 'a-good-password';

/** An answer with its body read. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body when it is JSON, else an empty object. */
  body: Body;
}

/** What the clinic's bodies hold, all in one: a test reads those that its answer has. */
export interface Body {
  id: string;
  email: string;
  phone: string;
  name: string;
  token?: string;
  url?: string;
  ticket: string;
  secondFactorRequired?: boolean;
  totpSecret?: string;
  items: Body[];
  nextCursor: string | null;
  total: number;
  kind: string;
  bookedAt: string;
  switchedAt: string | null;
  deliveredAt: string | null;
  recordingId: string;
  patientName: string;
  status: string;
  size: number;
  notes: string | null;
  prescription: Body | null;
  thumbnailUrl: string | null;
  calendarUrl: string;
  error: { code: string; message: string };
}

/** Somebody who can ask the clinic. */
export interface Asker {
  ask: (method: string, path: string, body?: unknown, headers?: object) => Promise<Answer>;
}

export interface Person extends Asker {
  id: string;
  email: string;
  token: string;
  totpSecret: string | undefined;
}

/** A clinic of a test's own: it is closed and removed when the test ends. */
export interface TestClinic extends Asker {
  /** The open clinic; another one after `restart`. */
  open: () => OpenClinic;
  /** Takes it to another release; data and port stay. */
  restart: (update: Update | null) => Promise<void>;
  patient: (details?: object) => Promise<Person>;
  clinician: () => Promise<Person>;
  /** Signs a person in again. */
  signIn: (person: Pick<Person, 'email'>) => Promise<Answer>;
}

async function request(url: string, method: string, body: unknown, more: object): Promise<Answer> {
  const raw = body instanceof Uint8Array || body instanceof URLSearchParams;
  const json = body !== undefined && !raw;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(json ? { 'content-type': 'application/json' } : {}), ...more },
    body: raw ? (body as BodyInit) : json ? JSON.stringify(body) : undefined,
  });
  const text = await response.text();
  const { status, headers } = response;
  // A HEAD is answered with a type, and no text.
  const isJson = text !== '' && (headers.get('content-type')?.includes('json') ?? false);
  return { status, headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** Opens a clinic within this process, on a free port, with real HTTP. Its passwords cost the least. */
export async function openTestClinic(
  options: {
    update?: Update;
    pharmacyUrl?: string;
    passwordCost?: PasswordCost;
    clock?: Clock;
    redis?: CacheAddress;
  } = {},
): Promise<TestClinic> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-test-'));
  const { pharmacyUrl, passwordCost = leastCost, clock, redis } = options;
  let open = await openClinic({
    dataFolder,
    adminKey,
    pharmacyUrl,
    passwordCost,
    clock,
    redis,
    update: options.update ?? null,
  });
  onTestFinished(async () => {
    await open.close();
    await rm(dataFolder, { recursive: true });
  });
  const ask: Asker['ask'] = (method, path, body, headers = {}) =>
    request(open.url + path, method, body, headers);
  const as = (token: string): Asker['ask'] => {
    return (method, path, body, headers = {}) =>
      ask(method, path, body, { authorization: `Bearer ${token}`, ...headers });
  };
  const signIn: TestClinic['signIn'] = ({ email }) =>
    ask('POST', '/api/sign-in', { email, password, client: 'app' });

  let people = 0;
  const enter = async (path: string, details: object, headers: object): Promise<Person> => {
    people += 1;
    const email = `person${people}@clinic.test`;
    const created = await ask('POST', path, { email, password, ...details }, headers);
    const { id, totpSecret } = created.body;
    const token = totpSecret === undefined ? ((await signIn({ email })).body.token ?? '') : '';
    return { id, email, token, totpSecret, ask: as(token) };
  };
  const details = {
    name: 'Pat Example',
    region: 'uk',
    dateOfBirth: '1980-02-03',
    phone: '020 7946 0999',
    address: '1 Example Road',
  };
  return {
    ask,
    signIn,
    open: () => open,
    patient: (more = {}) => enter('/api/sign-up', { ...details, ...more }, {}),
    clinician: () =>
      enter(
        '/api/admin/clinicians',
        { name: 'Dr Example', specialty: 'gp' },
        { 'x-admin-key': adminKey },
      ),
    restart: async (update) => {
      const { port } = open;
      await open.close();
      open = await openClinic({ dataFolder, adminKey, passwordCost, clock, redis, update, port });
    },
  };
}

/** Books a consultation; returns its id. */
export async function bookFor(
  patient: Asker,
  clinician: Pick<Person, 'id'>,
  more: object = {},
): Promise<string> {
  const booking = { clinicianId: clinician.id, kind: 'audio', reason: 'A cough', ...more };
  return (await patient.ask('POST', '/api/consultations', booking)).body.id;
}

/** Talks and hangs up, and waits until the recording is ready; returns its id. */
export async function talk(
  patient: Asker,
  consultation: string,
  how: { kind?: 'audio' | 'video'; switching?: boolean; media?: Uint8Array } = {},
): Promise<string> {
  const { kind = 'audio', switching = false, media = sampleRecording } = how;
  const call = await patient.ask('POST', `/api/consultations/${consultation}/call`, { kind });
  const path = `/api/calls/${call.body.id}`;
  const type = { 'content-type': 'video/webm' };
  await patient.ask('PUT', `${path}/recording/chunks/0`, media, type);
  if (switching) await patient.ask('POST', `${path}/switch-to-video`);
  await patient.ask('POST', `${path}/hang-up`, undefined, { prefer: 'wait=10' });
  return call.body.recordingId;
}
