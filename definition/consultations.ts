import type { Definition } from '../harness/index.ts';
import { book, exportAll, hangUp, startCall, uploadChunk } from './clinic-api.ts';

/** A consultation with all that comes of it: call, recording, notes, prescription, and an export of it all. */
export const consultations: Definition['consultations'] = {
  remove: async ({ http, ids }) =>
    void (await http.delete(`/api/consultations/${ids['consultation']}/record`)),
  async create({ http, account, staff, staffHttp, cohort, phase, token, addressee, media }) {
    const { call } = cohort;
    const kind = call === 'video' ? 'video' : 'audio';
    const { consultation } = await book(http, staff?.ids['clinician'], kind, token('reason'));
    const started = await startCall(http, consultation, kind);
    const switched = call === 'audio-then-video' && phase === 'after-update';
    if (switched) await http.post(`/api/calls/${started}/switch-to-video`);
    const recorded = switched ? 'video' : kind;
    await uploadChunk(http, started, await media[recorded]('recording'), recorded);
    const recording = await hangUp(http, started);
    await staffHttp?.put(`/api/consultations/${consultation}/notes`, {
      json: { notes: token('notes') },
    });
    const { items } = (await http.get('/api/pharmacies')).json<{ items: { id: string }[] }>();
    // Not always the same one, so that what goes to another is told.
    const choice = Number(account.id.replace(/\D/g, '')) % Math.max(1, items.length);
    const pharmacyId = items[choice]?.id ?? '';
    addressee('pharmacy', pharmacyId);
    await staffHttp?.post(`/api/consultations/${consultation}/prescription`, {
      json: { medicine: token('medicine'), dosage: token('dosage'), pharmacyId },
    });
    const exported = await exportAll(http);
    // Recordings of audio calls have no picture.
    return {
      consultation,
      recording,
      export: exported,
      ...(recorded === 'video' ? { picture: recording } : {}),
    };
  },
};
