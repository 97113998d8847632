import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Person, TestClinic } from '../testing/test-clinic.ts';

type Heard = { what: string; text: string; consultation: { id: string } };

/** Somebody's own stream, opened: what comes next over it. */
async function streamOf(clinic: TestClinic, person: Person) {
  const cancelled = new AbortController();
  onTestFinished(() => cancelled.abort());
  const headers = { authorization: `Bearer ${person.token}` };
  const { signal } = cancelled;
  const response = await fetch(`${clinic.open().url}/api/live`, { headers, signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Heard | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const { done, value = '' } = (await reader?.read()) ?? { done: true };
        if (done) return null;
        text += value;
        continue;
      }
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data !== undefined) return JSON.parse(data);
    }
  };
  return { next };
}

/** The room of a consultation, entered, or the status of the refusal. */
async function enter(clinic: TestClinic, person: Person, consultation: string, origin?: string) {
  const url = `${clinic.open().url.replace('http', 'ws')}/api/consultations/${consultation}/live`;
  const headers = { authorization: `Bearer ${person.token}` };
  const socket = new WebSocket(url, { headers, ...(origin === undefined ? {} : { origin }) });
  onTestFinished(() => socket.terminate());
  const refused = once(socket, 'unexpected-response').then(([, { statusCode }]) => statusCode);
  const opened = once(socket, 'open').then(() => socket);
  return Promise.race([refused, opened]);
}

describe('one’s own stream', () => {
  it('tells patient and clinician what happens to theirs, and nobody else', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const other = await clinic.patient();
    const streams = await Promise.all(
      [patient, doctor, other].map(async (person) => streamOf(clinic, person)),
    );
    const [own, doctors, others] = streams;
    const id = await bookFor(patient, doctor, { reason: 'A rash' });
    const booked = { what: 'booking', text: 'A rash', consultation: { id } };
    expect(await own?.next()).toMatchObject(booked);
    expect(await doctors?.next()).toMatchObject(booked);
    await talk(patient, id);
    expect(await own?.next()).toMatchObject({ what: 'recording', text: 'A rash' });
    await doctor.ask('PUT', `/api/consultations/${id}/notes`, { notes: 'Rest.' });
    expect(await own?.next()).toMatchObject({ what: 'notes', text: 'Rest.' });
    await bookFor(other, doctor, { reason: 'Mine' });
    expect(await others?.next()).toMatchObject({ text: 'Mine' });
  });

  it('ends with the session, and with the clinic', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const [left, stayed] = [await streamOf(clinic, patient), await streamOf(clinic, doctor)];
    await patient.ask('POST', '/api/sign-out');
    const { token = '' } = (await clinic.signIn(patient)).body;
    const again = { ask: patient.ask, headers: { authorization: `Bearer ${token}` } };
    const body = { clinicianId: doctor.id, reason: 'Later' };
    await clinic.ask('POST', '/api/consultations', body, again.headers);
    expect(await left.next()).toBeNull();
    expect(await stayed.next()).toMatchObject({ text: 'Later' });
    await clinic.restart(null);
    await expect(stayed.next()).resolves.toBeNull();
    expect((await clinic.ask('GET', '/api/live')).status).toBe(401);
  });
});

describe('the room of a consultation', () => {
  it('tells those who take part what happens to it, and nobody else enters', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const [id, another] = [await bookFor(patient, doctor), await bookFor(patient, doctor)];
    const room = await enter(clinic, patient, id);
    const message = once(room, 'message');
    await doctor.ask('PUT', `/api/consultations/${another}/notes`, { notes: 'Of the other.' });
    await doctor.ask('PUT', `/api/consultations/${id}/notes`, { notes: 'Of this.' });
    const [data] = await message;
    expect(JSON.parse(String(data))).toMatchObject({ text: 'Of this.' });
    expect(await enter(clinic, await clinic.patient(), id)).toBe(404);
    expect(await enter(clinic, patient, id, 'http://elsewhere.test')).toBe(403);
    expect((await patient.ask('GET', `/api/consultations/${id}/live`)).status).toBe(426);
  });
});

it('the badge counts what its own account has not read', async () => {
  const clinic = await openTestClinic();
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
  await bookFor(await clinic.patient(), doctor);
  await bookFor(patient, doctor);
  const unread = async (person: Person) => (await person.ask('GET', '/api/counts')).body;
  expect([await unread(patient), await unread(doctor)]).toEqual([{ unread: 1 }, { unread: 2 }]);
  await patient.ask('POST', '/api/counts/read');
  expect(await unread(patient)).toEqual({ unread: 0 });
  await patient.ask('DELETE', '/api/me');
  expect(await unread(doctor)).toEqual({ unread: 1 });
});
