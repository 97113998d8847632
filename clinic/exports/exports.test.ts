import { readdir } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import ical from 'ical.js';
import { describe, expect, it } from 'vitest';
import { sampleRecording } from '../testing/sample-recording.ts';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Person } from '../testing/test-clinic.ts';

const reason = '=A cough, "dry";\nsince Monday – or rather since some days before that';

async function exported() {
  const clinic = await openTestClinic();
  const [doctor, patient, other] = [
    await clinic.clinician(),
    await clinic.patient(),
    await clinic.patient({ name: 'Other Example' }),
  ];
  const consultation = await bookFor(patient, doctor, { reason });
  const recording = await talk(patient, consultation, { kind: 'video' });
  await talk(other, await bookFor(other, doctor, { reason: 'Other rash' }), { kind: 'video' });
  const ask = (who: Person, prefer = 'wait=10') =>
    who.ask('POST', '/api/exports', undefined, { prefer });
  const fileOf = async (id: string): Promise<Record<string, Uint8Array>> => {
    const headers = { authorization: `Bearer ${patient.token}` };
    const answer = await fetch(`${clinic.open().url}/exports/${id}/clinic-export.zip`, { headers });
    return unzipSync(new Uint8Array(await answer.arrayBuffer()));
  };
  return { clinic, doctor, patient, other, consultation, recording, ask, fileOf };
}

describe('an export', () => {
  it('has all that is the patient’s, and nothing of anybody else', async () => {
    const { patient, consultation, recording, ask, fileOf } = await exported();
    const { status, body } = await ask(patient);
    expect([status, body.status]).toEqual([202, 'ready']);
    expect((await patient.ask('GET', `/api/exports/${body.id}`)).body).toEqual(body);
    const files = await fileOf(body.id);
    expect(Object.keys(files).toSorted()).toEqual([
      'calendar.ics',
      'consultations.csv',
      `pictures/${recording}.webp`,
      `recordings/${recording}.webm`,
    ]);
    expect(Buffer.from(files[`recordings/${recording}.webm`] ?? []).equals(sampleRecording)).toBe(
      true,
    );
    const [row] = parse(Buffer.from(files['consultations.csv'] ?? []), { columns: true });
    expect(row).toMatchObject({ id: consultation, patient: 'Pat Example', reason: `'${reason}` });
  });

  it('does not exist for others, and is asked for by patients only', async () => {
    const { clinic, doctor, patient, other, ask } = await exported();
    const { id } = (await ask(patient)).body;
    for (const path of [`/api/exports/${id}`, `/exports/${id}/clinic-export.zip`]) {
      expect([401, 303]).toContain((await clinic.ask('GET', path)).status);
      for (const viewer of [doctor, other])
        expect((await viewer.ask('GET', path)).status).toBe(404);
    }
    expect((await ask(doctor)).status).toBe(403);
  });

  it('keeps to itself where two are made at once', async () => {
    const { patient, other, ask, fileOf } = await exported();
    const [own] = await Promise.all([ask(patient), ask(other)]);
    const files = await fileOf(own.body.id);
    expect(Object.keys(files)).toHaveLength(4);
    expect(Buffer.from(files['consultations.csv'] ?? []).toString()).not.toContain('Other');
  });

  it('goes with its patient', async () => {
    const { clinic, patient, other, ask } = await exported();
    await ask(patient);
    await patient.ask('DELETE', '/api/me');
    await other.ask('DELETE', '/api/me');
    expect(await readdir(clinic.open().clinic.mediaFolder)).toEqual([]);
  });
});

describe('a calendar', () => {
  it('has one’s consultations, by the session and by its secret address', async () => {
    const { clinic, doctor, patient, consultation } = await exported();
    const { text, headers } = await patient.ask('GET', '/api/calendar.ics');
    expect(headers.get('content-type')).toContain('text/calendar');
    const lines = text.split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const events = new ical.Component(ical.parse(text)).getAllSubcomponents('vevent');
    expect(events).toHaveLength(1);
    expect(events[0]?.getFirstPropertyValue('uid')).toBe(consultation);
    expect(events[0]?.getFirstPropertyValue('description')).toBe(reason);
    const { calendarUrl } = (await patient.ask('GET', '/api/me')).body;
    expect((await clinic.ask('GET', calendarUrl)).text).toBe(text);
    const { calendarUrl: doctors } = (await doctor.ask('GET', '/api/me')).body;
    const both = new ical.Component(ical.parse((await clinic.ask('GET', doctors)).text));
    expect(both.getAllSubcomponents('vevent')).toHaveLength(2);
  });

  it('is nobody else’s, and needs its secret', async () => {
    const { clinic, patient, other } = await exported();
    expect((await clinic.ask('GET', '/api/calendar.ics')).status).toBe(401);
    const [own, theirs] = [
      (await patient.ask('GET', '/api/me')).body.calendarUrl,
      (await other.ask('GET', '/api/me')).body.calendarUrl,
    ];
    expect((await clinic.ask('GET', theirs.replace(other.id, patient.id))).status).toBe(404);
    expect((await clinic.ask('GET', own.replace(/.\.ics$/, '.ics'))).status).toBe(404);
    expect((await other.ask('GET', '/api/calendar.ics')).text).not.toContain('cough');
  });
});

describe('a table', () => {
  it('has one’s consultations', async () => {
    const { clinic, other, doctor } = await exported();
    const rows = async (viewer: Person): Promise<unknown[]> =>
      parse((await viewer.ask('GET', '/api/consultations.csv')).text, { columns: true });
    expect(await rows(other)).toMatchObject([{ patient: 'Other Example', reason: 'Other rash' }]);
    expect(await rows(doctor)).toHaveLength(2);
    expect((await clinic.ask('GET', '/api/consultations.csv')).status).toBe(401);
  });
});
