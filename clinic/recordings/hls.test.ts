import { createDecipheriv } from 'node:crypto';
import { parse, types } from 'hls-parser';
import { describe, expect, it } from 'vitest';
import { sampleRecording } from '../testing/sample-recording.ts';
import { bookFor, openTestClinic, talk } from '../testing/test-clinic.ts';
import type { Asker } from '../testing/test-clinic.ts';

/** A segment, decrypted by the playlist's key and its number. */
function decrypted(segment: Uint8Array, key: Uint8Array, number: number): Buffer {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(number, 12);
  const cipher = createDecipheriv('aes-128-cbc', key, iv);
  return Buffer.concat([cipher.update(segment), cipher.final()]);
}

async function recorded() {
  const clinic = await openTestClinic();
  const [doctor, patient] = [await clinic.clinician(), await clinic.patient()];
  const id = await talk(patient, await bookFor(patient, doctor), { kind: 'video' });
  const bytes = async (path: string): Promise<Buffer> => {
    const headers = { authorization: `Bearer ${patient.token}` };
    const answer = await fetch(clinic.open().url + path, { headers });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  const folder = `/api/recordings/${id}/hls`;
  return { clinic, patient, doctor, bytes, id, folder, gateway: `/media/${id}` };
}

async function playlistAt(asker: Asker, path: string) {
  const { text, headers } = await asker.ask('GET', path);
  expect(headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
  return parse(text);
}

describe('a recording in segments', () => {
  it('is named by a playlist of variants, and joined it is the recording', async () => {
    const { patient, bytes, folder } = await recorded();
    const master = await playlistAt(patient, `${folder}/master.m3u8`);
    if (!(master instanceof types.MasterPlaylist)) throw new Error('It names no variants.');
    expect(master.variants.map(({ uri }) => uri)).toEqual([
      `${folder}/high.m3u8`,
      `${folder}/low.m3u8`,
    ]);
    for (const [index, { uri }] of master.variants.entries()) {
      const variant = await playlistAt(patient, uri);
      if (!(variant instanceof types.MediaPlaylist)) throw new Error('It names no segments.');
      expect(variant.segments).toHaveLength([4, 2][index] ?? 0);
      const parts: Buffer[] = [];
      for (const { uri: part, key } of variant.segments) {
        expect(key?.method).toBe('AES-128');
        parts.push(decrypted(await bytes(part), await bytes(key?.uri ?? ''), parts.length));
      }
      expect(Buffer.concat(parts).equals(sampleRecording)).toBe(true);
    }
  });

  it('has neither a further segment nor a further variant', async () => {
    const { patient, folder, gateway } = await recorded();
    for (const path of ['high/4.ts', 'middle/0.ts', 'high/key', 'high/0']) {
      expect((await patient.ask('GET', `${gateway}/${path}`)).status).toBe(404);
    }
    expect((await patient.ask('GET', `${folder}/middle.m3u8`)).status).toBe(422);
  });

  it('does not exist for others, in any part', async () => {
    const { clinic, doctor, id } = await recorded();
    const other = await clinic.patient();
    const parts = [
      (recording: string) => `/api/recordings/${recording}/hls/master.m3u8`,
      (recording: string) => `/api/recordings/${recording}/hls/low.m3u8`,
      (recording: string) => `/media/${recording}/low/1.ts`,
      (recording: string) => `/media/${recording}/key`,
    ];
    for (const part of parts) {
      expect((await doctor.ask('GET', part(id))).status).toBe(200);
      expect([401, 303]).toContain((await clinic.ask('GET', part(id))).status);
      const foreign = await other.ask('GET', part(id));
      const never = await other.ask('GET', part('rec_never'));
      expect([foreign.status, foreign.text]).toEqual([404, never.text]);
    }
  });
});
