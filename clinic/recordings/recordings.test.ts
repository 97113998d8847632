import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Person, TestClinic } from '../testing/test-clinic.ts';
import { sampleRecording } from '../testing/sample-recording.ts';

async function recorded(
  kind: 'audio' | 'video' = 'video',
): Promise<{ clinic: TestClinic; patient: Person; doctor: Person; path: string }> {
  const clinic = await openTestClinic();
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
  const id = await talk(patient, await bookFor(patient, doctor), { kind });
  return { clinic, patient, doctor, path: `/api/recordings/${id}` };
}

describe('media', () => {
  it('is served as it was uploaded, privately', async () => {
    const { patient, path } = await recorded();
    const { status, headers, text } = await patient.ask('GET', `${path}/media`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('video/webm');
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('content-length')).toBe(String(sampleRecording.length));
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(text).toBe(sampleRecording.toString());
  });

  it('honours ranges', async () => {
    const { patient, path } = await recorded();
    const part = (range: string, more = {}) =>
      patient.ask('GET', `${path}/media`, undefined, { range, ...more });
    const size = sampleRecording.length;
    const first = await part('bytes=0-3');
    expect(first.status).toBe(206);
    expect(first.headers.get('content-range')).toBe(`bytes 0-3/${size}`);
    expect(first.headers.get('content-length')).toBe('4');
    const last = await part('bytes=-5');
    expect(last.headers.get('content-range')).toBe(`bytes ${size - 5}-${size - 1}/${size}`);
    const beyond = await part(`bytes=${size}-`);
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${size}`);
    const tag = first.headers.get('etag') ?? '';
    expect((await part('bytes=0-3', { 'if-range': tag })).status).toBe(206);
    expect((await part('bytes=0-3', { 'if-range': '"another"' })).status).toBe(200);
  });

  it('is the same for HEAD, without the body', async () => {
    const { patient, path } = await recorded();
    const { status, headers, text } = await patient.ask('HEAD', `${path}/media`);
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('content-length')).toBe(String(sampleRecording.length));
  });
});

describe('a recording', () => {
  it('has details, a thumbnail and a transcript', async () => {
    const { patient, path } = await recorded();
    const { body } = await patient.ask('GET', path);
    expect(body).toMatchObject({ status: 'ready', kind: 'video', title: 'A cough', duration: 612 });
    expect(body.size).toBe(sampleRecording.length);
    const picture = await patient.ask('GET', `${path}/thumbnail`);
    expect(picture.headers.get('content-type')).toBe('image/webp');
    expect(picture.text.slice(8, 15)).toBe('WEBPVP8');
    const transcript = await patient.ask('GET', `${path}/transcript`);
    expect(transcript.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(transcript.text).toContain('Pat Example: A cough');
  });

  it('of an audio call has no thumbnail', async () => {
    const { patient, path } = await recorded('audio');
    expect((await patient.ask('GET', path)).body.thumbnailUrl).toBeNull();
    expect((await patient.ask('GET', `${path}/thumbnail`)).status).toBe(404);
  });

  it('does not exist for others, in any part', async () => {
    const { clinic, path } = await recorded();
    const others = [await clinic.patient(), await clinic.clinician()];
    for (const part of ['', '/media', '/thumbnail', '/transcript']) {
      expect((await clinic.ask('GET', path + part)).status).toBe(401);
      for (const other of others) {
        const foreign = await other.ask('GET', path + part);
        const never = await other.ask('GET', `/api/recordings/rec_never${part}`);
        expect([foreign.status, foreign.text]).toEqual([404, never.text]);
      }
    }
  });

  it('goes with its patient, files and all, but not while only the clinician wants to', async () => {
    const { clinic, patient, doctor, path } = await recorded();
    expect((await doctor.ask('GET', path)).status).toBe(200);
    expect((await doctor.ask('DELETE', '/api/me')).status).toBe(409);
    expect((await patient.ask('DELETE', '/api/me')).status).toBe(204);
    expect((await doctor.ask('GET', path)).status).toBe(404);
    expect((await patient.ask('GET', '/api/me')).status).toBe(401);
    expect(await readdir(clinic.open().clinic.mediaFolder)).toEqual([]);
    expect((await doctor.ask('DELETE', '/api/me')).status).toBe(204);
  });
});

describe('replays', () => {
  it('are listed page by page, to patient and clinician only', async () => {
    const { clinic, patient, doctor } = await recorded();
    const other = await clinic.patient();
    const consultation = await bookFor(patient, doctor);
    for (let count = 0; count < 3; count += 1) await talk(patient, consultation);
    for (const viewer of [patient, doctor]) {
      const first = await viewer.ask('GET', '/api/replays?limit=3');
      expect([first.body.items.length, first.body.total]).toEqual([3, 4]);
      const rest = await viewer.ask('GET', `/api/replays?cursor=${first.body.nextCursor}`);
      expect([rest.body.items.length, rest.body.nextCursor]).toEqual([1, null]);
    }
    const none = { items: [], nextCursor: null, total: 0 };
    expect((await other.ask('GET', '/api/replays')).body).toEqual(none);
  });
});
