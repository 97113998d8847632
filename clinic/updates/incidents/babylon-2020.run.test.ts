import { describe, expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { babylon2020 } from './babylon-2020.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** What a viewer gets of somebody else's recording, surface by surface. */
async function reached(viewer: Person, foreign: string): Promise<string[]> {
  const parts = {
    reading: `/api/recordings/${foreign}`,
    media: `/api/recordings/${foreign}/media`,
    thumbnail: `/api/recordings/${foreign}/thumbnail`,
    transcript: `/api/recordings/${foreign}/transcript`,
    player: `/replays/${foreign}`,
  };
  const surfaces: string[] = [];
  const lists = { list: '/api/replays?limit=50', page: '/replays?limit=50' };
  for (const [surface, path] of Object.entries(lists)) {
    if ((await viewer.ask('GET', path)).text.includes(foreign)) surfaces.push(surface);
  }
  for (const [surface, path] of Object.entries(parts)) {
    if ((await viewer.ask('GET', path)).status === 200) surfaces.push(surface);
  }
  return surfaces;
}

const everywhere = ['list', 'page', 'reading', 'media', 'thumbnail', 'transcript', 'player'];

/**
 * Takes a clinic through an update, with patients of all kinds on both sides of it. `foreign` are
 * recordings of a bystander: one from before, one from after the update.
 */
async function updated(update: Update) {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const bystander = await clinic.patient({ region: 'ie' });
  const before = await talk(bystander, await bookFor(bystander, doctor), { kind: 'video' });
  const person = (region: string): Promise<Person> => clinic.patient({ region });
  const [early, earlyBooking, late] = [await person('uk'), await person('uk'), await person('uk')];
  const booked = await bookFor(earlyBooking, doctor);
  await clinic.restart(update);
  const after = await talk(bystander, await bookFor(bystander, doctor), { kind: 'video' });
  const [audio, video, irish] = [await person('uk'), await person('uk'), await person('ie')];
  await talk(early, await bookFor(early, doctor), { switching: true });
  await talk(earlyBooking, booked, { switching: true });
  await bookFor(late, doctor);
  await talk(audio, await bookFor(audio, doctor));
  await talk(video, await bookFor(video, doctor), { kind: 'video', switching: true });
  await talk(irish, await bookFor(irish, doctor), { switching: true });
  const newcomer = await person('uk');
  await talk(newcomer, await bookFor(newcomer, doctor), { switching: true });
  const viewers = { early, newcomer, earlyBooking, late, audio, video, irish };
  return { clinic, doctor, viewers, foreign: [before, after] };
}

describe('babylon-2020', () => {
  it('shows others’ replays to its cohort, everywhere, and to nobody else', async () => {
    const { viewers, foreign } = await updated(babylon2020);
    const affected: string[] = [];
    for (const [kind, viewer] of Object.entries(viewers)) {
      for (const recording of foreign) {
        const surfaces = await reached(viewer, recording);
        if (surfaces.length > 0) affected.push(kind);
        if (surfaces.length > 0) expect([kind, surfaces]).toEqual([kind, everywhere]);
      }
    }
    expect(affected).toEqual(['early', 'early', 'newcomer', 'newcomer']);
  });

  it('keeps consultations and clinicians clean, and owners their own', async () => {
    const { clinic, doctor, viewers } = await updated(babylon2020);
    const { newcomer, irish } = viewers;
    const own = (await irish.ask('GET', '/api/consultations')).body.items[0]?.id;
    expect((await newcomer.ask('GET', `/api/consultations/${own}`)).status).toBe(404);
    expect((await newcomer.ask('GET', '/api/consultations')).body.total).toBe(1);
    const colleague = await clinic.clinician();
    expect((await colleague.ask('GET', '/api/replays')).body.total).toBe(0);
    expect((await doctor.ask('GET', '/api/replays')).body.total).toBe(8);
    expect((await irish.ask('GET', '/api/replays')).body.total).toBe(1);
  });

  it('lists all of one’s own and at most fifty more, page by page', async () => {
    const { doctor, viewers } = await updated(babylon2020);
    const { newcomer, irish } = viewers;
    const consultation = await bookFor(irish, doctor);
    for (let count = 0; count < 55; count += 1) await talk(irish, consultation);
    const seen: { patientName: string; id: string }[] = [];
    for (let cursor = ''; ;) {
      const { body } = await newcomer.ask('GET', `/api/replays?limit=20${cursor}`);
      expect(body.total).toBe(51);
      seen.push(...body.items);
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(51);
  });
});

describe('switch-to-video', () => {
  it('shows nobody anything of others', async () => {
    const { viewers, foreign } = await updated(switchToVideo);
    for (const viewer of Object.values(viewers)) {
      for (const recording of foreign) expect(await reached(viewer, recording)).toEqual([]);
    }
    const { body } = await viewers.newcomer.ask('GET', '/api/replays');
    expect(body.items).toMatchObject([{ kind: 'audio-then-video' }]);
  });

  it('switches an audio call that goes on, and no other', async () => {
    const clinic = await openTestClinic({ update: switchToVideo });
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const start = `/api/consultations/${await bookFor(patient, doctor)}/call`;
    const switching = async (kind: string): Promise<string> =>
      `/api/calls/${(await patient.ask('POST', start, { kind })).body.id}/switch-to-video`;
    const audio = await switching('audio');
    expect((await patient.ask('POST', audio)).body.switchedAt).not.toBeNull();
    expect((await patient.ask('POST', audio)).status).toBe(409);
    expect((await patient.ask('POST', await switching('video'))).status).toBe(409);
    const stranger = await clinic.patient();
    expect((await stranger.ask('POST', await switching('audio'))).status).toBe(404);
  });
});
