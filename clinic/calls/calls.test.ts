import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Person, TestClinic } from '../testing/test-clinic.ts';
import type { Update } from '../updates/update.ts';

async function called(): Promise<{
  clinic: TestClinic;
  patient: Person;
  doctor: Person;
  path: string;
}> {
  const clinic = await openTestClinic();
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
  const consultation = await bookFor(patient, doctor);
  const call = await patient.ask('POST', `/api/consultations/${consultation}/call`, {});
  return { clinic, patient, doctor, path: `/api/calls/${call.body.id}` };
}

const webm = { 'content-type': 'video/webm;codecs=vp8,opus' };

describe('chunks', () => {
  it('come in order, and may be sent again', async () => {
    const { patient, path } = await called();
    const send = async (number: number, text: string): Promise<number> =>
      (await patient.ask('PUT', `${path}/recording/chunks/${number}`, Buffer.from(text), webm))
        .status;
    expect(await send(1, 'too early')).toBe(409);
    expect(await send(0, 'wrong ')).toBe(204);
    expect(await send(1, 'world')).toBe(204);
    expect(await send(0, 'hello ')).toBe(204);
    const ended = await patient.ask('POST', `${path}/hang-up`, undefined, { prefer: 'wait=10' });
    const media = await patient.ask('GET', `/api/recordings/${ended.body.recordingId}/media`);
    expect(media.text).toBe('hello world');
    expect(await send(2, 'too late')).toBe(409);
  });

  it('are WebM, and not too large', async () => {
    const { patient, path } = await called();
    const url = `${path}/recording/chunks/0`;
    const page = { 'content-type': 'text/html' };
    expect((await patient.ask('PUT', url, Buffer.from('<p>'), page)).status).toBe(415);
    const much = Buffer.alloc(8 * 1024 * 1024 + 1);
    expect((await patient.ask('PUT', url, much, webm)).status).toBe(413);
  });

  it('are taken from those in the call only', async () => {
    const { clinic, path } = await called();
    const stranger = await clinic.patient();
    const url = `${path}/recording/chunks/0`;
    expect((await stranger.ask('PUT', url, Buffer.from('x'), webm)).status).toBe(404);
    expect((await stranger.ask('POST', `${path}/hang-up`)).status).toBe(404);
  });
});

describe('a call', () => {
  it('can not switch to video in the base release', async () => {
    const { patient, path } = await called();
    expect((await patient.ask('POST', `${path}/switch-to-video`)).status).toBe(404);
  });

  it('leaves no recording when nothing was recorded', async () => {
    const { patient, path } = await called();
    const ended = await patient.ask('POST', `${path}/hang-up`, undefined, { prefer: 'wait=10' });
    expect(ended.body.recordingId).toBeNull();
    expect((await patient.ask('GET', '/api/replays')).body.total).toBe(0);
  });

  it('ends when somebody joins another one of the same consultation', async () => {
    const { patient, doctor, path } = await called();
    const { body } = await patient.ask('GET', '/api/consultations');
    const again = `/api/consultations/${body.items[0]?.id}/call`;
    expect((await doctor.ask('POST', again, { kind: 'video' })).body.kind).toBe('video');
    const late = await patient.ask('PUT', `${path}/recording/chunks/0`, Buffer.from('x'), webm);
    expect(late.status).toBe(409);
  });
});

describe('finalising', () => {
  it('goes on after a restart', async () => {
    const broken: Update = {
      id: 'broken',
      title: 'A full disk',
      release: '2020.5.1',
      notes: '',
      breaks: [],
      overrides: () => ({
        finaliseRecording: () => {
          throw new Error('The disk is full.');
        },
      }),
    };
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => complaints.mockRestore());
    const clinic = await openTestClinic({ update: broken });
    const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
    const id = await talk(patient, await bookFor(patient, doctor));
    expect((await patient.ask('GET', `/api/recordings/${id}`)).body.status).toBe('processing');
    expect((await patient.ask('GET', `/api/recordings/${id}/media`)).status).toBe(404);
    await clinic.restart(null);
    await clinic.open().clinic.jobs.settled(id);
    expect((await patient.ask('GET', `/api/recordings/${id}`)).body.status).toBe('ready');
  });
});
