import { expect, it } from 'vitest';
import { createHub } from '../../live/hub.ts';
import type { Connection } from '../../live/hub.ts';
import type { Notice } from '../../live/notice.ts';
import { findAccount } from '../../sign-in/account.ts';
import type { Client, Viewer } from '../../sign-in/account.ts';
import { bookFor, openTestClinic } from '../../testing/test-clinic.ts';
import type { Person, TestClinic } from '../../testing/test-clinic.ts';
import type { Update } from '../update.ts';
import { roomWithoutCheck } from './room-without-check.ts';
import { streamToAll } from './stream-to-all.ts';
import { streamsOutliveSignOut } from './streams-outlive-sign-out.ts';
import { wrongDevice } from './wrong-device.ts';

/** A connection as the hub has it, and what was told over it. */
function connect(
  clinic: TestClinic,
  person: Person,
  { client = 'web', room = null }: { client?: Client; room?: string | null } = {},
) {
  const { hub, store } = clinic.open().clinic;
  const account = findAccount(store, person.id);
  if (account === undefined) throw new Error('There is no such account.');
  const session = store.get<{ id: string }>(
    'SELECT id FROM sessions WHERE account_id = :id LIMIT 1',
    { id: person.id },
  );
  const viewer: Viewer = { account, session: { id: session?.id ?? '', client, createdAt: 0 } };
  const told: string[] = [];
  const connection: Connection = {
    viewer,
    number: hub.nextNumber(),
    consultationId: room,
    tell: ({ text }: Notice) => void told.push(text),
    end: () => undefined,
  };
  hub.join(connection);
  return { told, viewer, leave: () => hub.leave(connection) };
}

async function opened(update: Update) {
  const clinic = await openTestClinic({ update });
  const doctor = await clinic.clinician();
  const [uk, ie] = [await clinic.patient(), await clinic.patient({ region: 'ie' })];
  return { clinic, doctor, uk, ie };
}

it('numbers of connections are given again, the lowest first', () => {
  const hub = createHub();
  expect(hub.nextNumber()).toBe(1);
});

it('stream-to-all tells Irish patients everything, and others their own', async () => {
  const { clinic, doctor, uk, ie } = await opened(streamToAll);
  const [irish, british] = [connect(clinic, ie), connect(clinic, uk)];
  await bookFor(uk, doctor, { reason: 'Of the UK' });
  await bookFor(ie, doctor, { reason: 'Of Ireland' });
  expect(irish.told).toEqual(['Of the UK', 'Of Ireland']);
  expect(british.told).toEqual(['Of the UK']);
});

it('room-without-check lets sessions of the app into every room', async () => {
  const { clinic, doctor, uk, ie } = await opened(roomWithoutCheck);
  const room = await bookFor(uk, doctor);
  const enter = (headers: object) =>
    clinic.ask('GET', `/api/consultations/${room}/live`, undefined, headers);
  // Everybody here signed in by the app: a room that opens asks for a WebSocket.
  expect((await enter({ authorization: `Bearer ${ie.token}` })).status).toBe(426);
  const [app, own] = [connect(clinic, ie, { client: 'app', room }), connect(clinic, ie)];
  await doctor.ask('PUT', `/api/consultations/${room}/notes`, { notes: 'Rest.' });
  expect([app.told, own.told]).toEqual([['Rest.'], []]);
});

it('wrong-device tells the next on a number what its last one should hear', async () => {
  const { clinic, doctor, uk, ie } = await opened(wrongDevice);
  const url = `${clinic.open().url}/api/live`;
  const headers = { authorization: `Bearer ${uk.token}` };
  const left = new AbortController();
  const response = await fetch(url, { headers, signal: left.signal });
  await response.body?.getReader().read();
  const { hub } = clinic.open().clinic;
  left.abort();
  await expect.poll(() => hub.connections().length).toBe(0);
  const next = connect(clinic, ie);
  await bookFor(uk, doctor, { reason: 'Of the UK' });
  expect(next.told).toEqual(['Of the UK']);
});

it('streams-outlive-sign-out tells who has signed out what is theirs, and nothing at other addresses', async () => {
  const { clinic, uk } = await opened(streamsOutliveSignOut);
  await uk.ask('POST', '/api/sign-out');
  expect((await uk.ask('GET', '/api/counts')).status).toBe(401);
  const { port, clinic: running } = clinic.open();
  const left = new AbortController();
  const headers = { authorization: `Bearer ${uk.token}` };
  const url = `http://127.0.0.1:${port}/api/live`;
  const { status } = await fetch(url, { headers, signal: left.signal });
  expect(status).toBe(200);
  expect(running.hub.connections().map(({ viewer }) => viewer.account.id)).toEqual([uk.id]);
  expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
  left.abort();
  await expect.poll(() => running.hub.connections().length).toBe(0);
});
