import { mkdir, rm, writeFile } from 'node:fs/promises';
import { takesPart } from '../booking/booking-functions.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { chunkFile, chunkFolder } from '../recordings/media-files.ts';
import { newId } from '../store/ids.ts';
import { callsOf, findCall } from './call.ts';
import type { Call } from './call.ts';

/** The largest recording, in bytes: about 16 minutes of what the call room records. */
const largestRecording = 128 * 1024 * 1024;

const insertCall = `INSERT INTO calls (id, consultation_id, kind, started_at)
  VALUES (:id, :consultationId, :kind, :startedAt)`;
const insertRecording = `INSERT INTO recordings (id, call_id, patient_id, clinician_id, started_at,
    status) VALUES (:id, :callId, :patientId, :clinicianId, :startedAt, 'recording')`;
const received = `SELECT count(*) AS chunks, coalesce(sum(size), 0) AS size FROM chunks
  WHERE recording_id = :recordingId AND number <> :number`;

/** How calls run in the base release, which cannot switch to video. */
export function callFunctions(
  clinic: Clinic,
): Pick<ClinicFunctions, 'mayJoinCall' | 'startCall' | 'findCall' | 'storeChunk' | 'hangUp'> {
  const { store, jobs, clock } = clinic;
  const existing = (id: string): Call => {
    const call = findCall(store, id);
    if (call === null) throw new Error('The call was not kept.');
    return call;
  };

  const hangUp: ClinicFunctions['hangUp'] = async (_viewer, call) => {
    const id = call.id;
    const ended = 'UPDATE calls SET ended_at = :now WHERE id = :id AND ended_at IS NULL';
    if (store.run(ended, { id, now: clock.now() }) === 0) return existing(id);
    const recordingId = call.recordingId ?? '';
    if (store.get('SELECT 1 FROM chunks WHERE recording_id = :recordingId', { recordingId })) {
      const processing = `UPDATE recordings SET status = 'processing' WHERE id = :recordingId`;
      store.run(processing, { recordingId });
      jobs.add('finalise-recording', recordingId);
    } else {
      store.run('DELETE FROM recordings WHERE id = :recordingId', { recordingId });
      await rm(chunkFolder(clinic, recordingId), { recursive: true, force: true });
    }
    return existing(id);
  };

  return {
    hangUp,
    mayJoinCall: ({ account }, consultation) => takesPart(account, consultation),
    findCall: (id) => findCall(store, id),
    startCall: async (viewer, consultation, kind) => {
      // Whoever joins again, say after reloading the page, left the earlier call.
      for (const call of callsOf(store, consultation.id)) {
        if (call.endedAt === null) await hangUp(viewer, call);
      }
      const { id: consultationId, patientId, clinicianId } = consultation;
      const [id, recordingId, startedAt] = [newId('cal'), newId('rec'), clock.now()];
      await mkdir(chunkFolder(clinic, recordingId), { recursive: true });
      store.transaction(() => {
        store.run(insertCall, { id, consultationId, kind, startedAt });
        const recording = { id: recordingId, callId: id, patientId, clinicianId, startedAt };
        store.run(insertRecording, recording);
      });
      return existing(id);
    },
    storeChunk: async (_viewer, call, chunk) => {
      const { recordingId, endedAt } = call;
      const { number, bytes, contentType } = chunk;
      if (recordingId === null || endedAt !== null) return 'ended';
      const others = store.get<{ chunks: number; size: number }>(received, { recordingId, number });
      if (number > (others?.chunks ?? 0)) return 'out-of-order';
      if ((others?.size ?? 0) + bytes.length > largestRecording) return 'too-large';
      await writeFile(chunkFile(clinic, recordingId, number), bytes);
      if (findCall(store, call.id)?.endedAt !== null) return 'ended';
      store.run(
        `INSERT INTO chunks (recording_id, number, size) VALUES (:recordingId, :number, :size)
         ON CONFLICT DO UPDATE SET size = excluded.size`,
        { recordingId, number, size: bytes.length },
      );
      if (number === 0) {
        const typed = 'UPDATE recordings SET content_type = :contentType WHERE id = :recordingId';
        store.run(typed, { recordingId, contentType });
      }
      return 'stored';
    },
  };
}
