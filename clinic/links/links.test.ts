import { describe, expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import { sampleRecording } from '../testing/sample-recording.ts';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import { defaultLinkLifetime } from './media-link.ts';

async function linked() {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
  const recordings = [
    await talk(patient, await bookFor(patient, doctor)),
    await talk(patient, await bookFor(patient, doctor)),
  ];
  const linkOf = async (index: number): Promise<string> => {
    const { text } = await patient.ask('GET', `/api/recordings/${recordings[index]}/link`);
    return (JSON.parse(text) as { url: string }).url;
  };
  return { clock, clinic, patient, doctor, recordings, linkOf };
}

describe('a signed address', () => {
  it('gives the recording, and its ranges, to the session that asked for it', async () => {
    const { patient, linkOf } = await linked();
    const link = await linkOf(0);
    const { status, headers, text } = await patient.ask('GET', link);
    expect([status, text]).toEqual([200, sampleRecording.toString()]);
    expect(headers.get('cache-control')).toBe('private, no-store');
    const part = await patient.ask('GET', link, undefined, { range: 'bytes=0-3' });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '4']);
  });

  it('works for nobody else, nor in another session, nor once that is signed out', async () => {
    const { clinic, patient, doctor, linkOf } = await linked();
    const link = await linkOf(0);
    const { token } = (await clinic.signIn(patient)).body;
    const again = await clinic.ask('GET', link, undefined, { authorization: `Bearer ${token}` });
    expect(again.status).toBe(403);
    expect((await clinic.ask('GET', link)).status).toBe(403);
    for (const other of [doctor, await clinic.patient()]) {
      expect((await other.ask('GET', link)).status).toBe(403);
    }
    await patient.ask('POST', '/api/sign-out');
    expect((await patient.ask('GET', link)).status).toBe(403);
  });

  it('ends, and neither its end nor what it is of can be changed', async () => {
    const { clock, patient, recordings, linkOf } = await linked();
    const [link, another] = [await linkOf(0), await linkOf(1)];
    const later = link.replace(
      /expires=(\d+)/,
      (_, at: string) => `expires=${Number(at) + 60_000}`,
    );
    const swapped = link.replace(recordings[0] ?? '', recordings[1] ?? '');
    for (const forged of [later, swapped, link.replace(/.$/, '_'), link.split('?')[0] ?? '']) {
      expect((await patient.ask('GET', forged)).status).toBe(403);
    }
    clock.advance(defaultLinkLifetime - 1000);
    expect((await patient.ask('GET', another)).status).toBe(200);
    clock.advance(1001);
    expect((await patient.ask('GET', another)).status).toBe(403);
  });

  it('is not given to whoever may not have the recording, and outlives a restart', async () => {
    const { clinic, patient, recordings, linkOf } = await linked();
    const other = await clinic.patient();
    const path = `/api/recordings/${recordings[0]}/link`;
    expect((await other.ask('GET', path)).status).toBe(404);
    expect((await clinic.ask('GET', path)).status).toBe(401);
    const link = await linkOf(0);
    await clinic.restart(null);
    expect((await patient.ask('GET', link)).status).toBe(200);
  });
});
