import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Person } from '../testing/test-clinic.ts';

describe('consultations', () => {
  it('are listed page by page, each once, the newest first', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const booked: string[] = [];
    for (let count = 0; count < 23; count += 1) booked.push(await bookFor(patient, doctor));
    const seen: { id: string; bookedAt: string }[] = [];
    const sizes: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `?cursor=${cursor}`;
      const { body } = await patient.ask('GET', `/api/consultations${query}`);
      expect(body.total).toBe(23);
      seen.push(...body.items);
      sizes.push(body.items.length);
      cursor = body.nextCursor;
    }
    expect(sizes).toEqual([10, 10, 3]);
    expect(seen.map(({ id }) => id).sort()).toEqual(booked.sort());
    const times = seen.map(({ bookedAt }) => bookedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('are listed by kind, by when they were booked, and the oldest first', async () => {
    const clock = createClock();
    const clinic = await openTestClinic({ clock });
    const [doctor, patient, other] = [
      await clinic.clinician(),
      await clinic.patient(),
      await clinic.patient(),
    ];
    const kinds = ['audio', 'video', 'audio'] as const;
    const booked: string[] = [];
    for (const kind of kinds) {
      booked.push(await bookFor(patient, doctor, { kind }));
      await bookFor(other, doctor, { kind });
      clock.advance(24 * 3600_000);
    }
    const [first = '', second = '', third = ''] = booked;
    const listed = async (query: string) => {
      const { body } = await patient.ask('GET', `/api/consultations?${query}`);
      return [body.total, ...body.items.map(({ id }) => id)];
    };
    expect(await listed('kind=audio')).toEqual([2, third, first]);
    expect(await listed('sort=oldest')).toEqual([3, first, second, third]);
    const since = new Date(clock.now() - 2 * 24 * 3600_000).toISOString().slice(0, 10);
    expect(await listed(`since=${since}&kind=audio`)).toEqual([1, third]);
    const page = (await patient.ask('GET', '/api/consultations?sort=oldest&limit=2')).body;
    expect(page.items.map(({ id }) => id)).toEqual([first, second]);
    expect(await listed(`sort=oldest&cursor=${page.nextCursor}`)).toEqual([3, third]);
    expect((await patient.ask('GET', '/api/consultations?sort=never')).status).toBe(422);
  });

  it('belong to one patient and one clinician', async () => {
    const clinic = await openTestClinic();
    const [doctor, colleague] = [await clinic.clinician(), await clinic.clinician()];
    const [patient, other] = [await clinic.patient(), await clinic.patient()];
    const id = await bookFor(patient, doctor, { reason: 'A rash' });
    const path = `/api/consultations/${id}`;
    for (const viewer of [patient, doctor]) {
      expect((await viewer.ask('GET', path)).body).toMatchObject({ id, reason: 'A rash' });
      expect((await viewer.ask('GET', '/api/consultations')).body.total).toBe(1);
    }
    for (const stranger of [other, colleague]) {
      const never = await stranger.ask('GET', '/api/consultations/con_never');
      const foreign = await stranger.ask('GET', path);
      expect([foreign.status, foreign.text]).toEqual([404, never.text]);
      expect((await stranger.ask('GET', '/api/consultations')).body.items).toEqual([]);
      expect((await stranger.ask('POST', `${path}/call`, {})).status).toBe(404);
      expect((await stranger.ask('PUT', `${path}/notes`, { notes: 'x' })).status).toBe(404);
    }
    expect((await clinic.ask('GET', path)).status).toBe(401);
  });

  it('go over to another clinician, with their recordings', async () => {
    const clinic = await openTestClinic();
    const [first, second] = [await clinic.clinician(), await clinic.clinician()];
    const [patient, other] = [await clinic.patient(), await clinic.patient()];
    const id = await bookFor(patient, first);
    const recording = await talk(patient, id);
    const path = `/api/consultations/${id}`;
    const seen = async (viewer: Person) => [
      (await viewer.ask('GET', path)).status,
      (await viewer.ask('GET', `/api/recordings/${recording}/media`)).status,
      (await viewer.ask('GET', '/api/replays')).body.total,
    ];
    const to = (clinicianId: string) => ({ clinicianId });
    expect((await other.ask('PUT', `${path}/clinician`, to(second.id))).status).toBe(404);
    expect((await patient.ask('PUT', `${path}/clinician`, to(other.id))).status).toBe(422);
    expect((await patient.ask('PUT', `${path}/clinician`, to(second.id))).status).toBe(204);
    expect([await seen(first), await seen(second)]).toEqual([
      [404, 404, 0],
      [200, 200, 1],
    ]);
    expect((await second.ask('PUT', `${path}/clinician`, to(first.id))).status).toBe(204);
    expect([await seen(first), await seen(second)]).toEqual([
      [200, 200, 1],
      [404, 404, 0],
    ]);
  });

  it('need a clinician, a reason and a patient', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const book = async (body: object): Promise<number> =>
      (await patient.ask('POST', '/api/consultations', body)).status;
    expect(await book({ clinicianId: patient.id, reason: 'x' })).toBe(422);
    expect(await book({ clinicianId: doctor.id, reason: ' ' })).toBe(422);
    expect(await book({ clinicianId: doctor.id, reason: 'x', pharmacyId: 'none' })).toBe(422);
    const own = { clinicianId: doctor.id, reason: 'x' };
    expect((await doctor.ask('POST', '/api/consultations', own)).status).toBe(403);
  });

  it.each(['limit=0', 'limit=51', 'limit=x', 'cursor=nonsense'])('refuse %s', async (query) => {
    const clinic = await openTestClinic();
    const patient = await clinic.patient();
    expect((await patient.ask('GET', `/api/consultations?${query}`)).status).toBe(422);
  });
});

describe('a consultation that is removed', () => {
  it('is gone with all that came of it and the exports since, and nothing else is', async () => {
    const clinic = await openTestClinic();
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const [kept, removed] = [await bookFor(patient, doctor), await bookFor(patient, doctor)];
    const wait = { prefer: 'wait=10' };
    const keptRecording = await talk(patient, kept, { kind: 'video' });
    const recording = await talk(patient, removed, { kind: 'video' });
    const { id } = (await patient.ask('POST', '/api/exports', undefined, wait)).body;
    const path = `/api/consultations/${removed}`;
    expect((await (await clinic.patient()).ask('DELETE', `${path}/record`)).status).toBe(404);
    expect((await doctor.ask('DELETE', `${path}/record`)).status).toBe(403);
    expect((await patient.ask('DELETE', `${path}/record`)).status).toBe(204);
    for (const gone of [path, `/api/recordings/${recording}`, `/api/exports/${id}`]) {
      for (const viewer of [patient, doctor]) {
        expect((await viewer.ask('GET', gone)).status).toBe(404);
      }
    }
    expect((await patient.ask('GET', '/api/replays')).body.total).toBe(1);
    expect((await patient.ask('GET', '/api/consultations')).body.total).toBe(1);
    expect(await readdir(clinic.open().clinic.mediaFolder)).toEqual([keptRecording]);
  });
});
