import type { CallKind } from '../booking/consultation.ts';
import type { Store } from '../store/store.ts';

/** One time that patient and clinician talked. */
export interface Call {
  id: string;
  consultationId: string;
  patientId: string;
  clinicianId: string;
  /** How it began. */
  kind: CallKind;
  startedAt: number;
  /** When it went from audio to video; null if it never did. */
  switchedAt: number | null;
  /** When somebody hung up; null while it goes on. */
  endedAt: number | null;
  /** Null once it turned out that nothing was recorded. */
  recordingId: string | null;
}

const selectCall = `SELECT k.id, k.consultation_id AS consultationId, c.patient_id AS patientId,
    c.clinician_id AS clinicianId, k.kind, k.started_at AS startedAt, k.switched_at AS switchedAt,
    k.ended_at AS endedAt, r.id AS recordingId
  FROM calls k
  JOIN consultations c ON c.id = k.consultation_id
  LEFT JOIN recordings r ON r.call_id = k.id`;

/** The call with this id. */
export function findCall(store: Store, id: string): Call | null {
  return store.get<Call>(`${selectCall} WHERE k.id = :id`, { id }) ?? null;
}

/** All calls of a consultation, oldest first. */
export function callsOf(store: Store, consultationId: string): Call[] {
  const sql = `${selectCall} WHERE k.consultation_id = :consultationId ORDER BY k.started_at, k.id`;
  return store.all<Call>(sql, { consultationId });
}

/** Notes that a call that is still going went from audio to video; false if it could not. */
export function markSwitched(store: Store, call: Call, now = Date.now()): boolean {
  const sql = `UPDATE calls SET switched_at = :now
    WHERE id = :id AND kind = 'audio' AND switched_at IS NULL AND ended_at IS NULL`;
  return store.run(sql, { id: call.id, now }) === 1;
}
