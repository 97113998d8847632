import type { CallKind } from '../booking/consultation.ts';
import type { Region } from '../sign-in/account.ts';
import type { Store } from '../store/store.ts';

/** What was recorded of a call. */
export interface Recording {
  id: string;
  callId: string;
  consultationId: string;
  patientId: string;
  patientName: string;
  patientRegion: Region | null;
  clinicianId: string;
  clinicianName: string;
  /** Why the patient booked. */
  reason: string;
  bookedAt: number;
  /** How the call began. */
  callKind: CallKind;
  startedAt: number;
  switchedAt: number | null;
  status: 'recording' | 'processing' | 'ready';
  contentType: string;
  /** In bytes. */
  size: number;
  /** In ms. */
  duration: number;
  hasThumbnail: 0 | 1;
}

/** The columns and tables that make a `Recording`; `r` is the recording. */
export const selectRecording = `SELECT r.id, r.call_id AS callId, k.consultation_id AS consultationId,
    r.patient_id AS patientId, p.name AS patientName, p.region AS patientRegion,
    r.clinician_id AS clinicianId, d.name AS clinicianName, c.reason, c.booked_at AS bookedAt,
    k.kind AS callKind, r.started_at AS startedAt, k.switched_at AS switchedAt, r.status,
    r.content_type AS contentType, r.size, r.duration, r.has_thumbnail AS hasThumbnail
  FROM recordings r
  JOIN calls k ON k.id = r.call_id
  JOIN consultations c ON c.id = k.consultation_id
  JOIN accounts p ON p.id = r.patient_id
  JOIN accounts d ON d.id = r.clinician_id`;

/** The recording with this id, finished or not. */
export function findRecording(store: Store, id: string): Recording | null {
  return store.get<Recording>(`${selectRecording} WHERE r.id = :id`, { id }) ?? null;
}

/** How the call went, as patients see it. */
export function recordingKind(
  recording: Pick<Recording, 'callKind' | 'switchedAt'>,
): CallKind | 'audio-then-video' {
  return recording.switchedAt === null ? recording.callKind : 'audio-then-video';
}

/** What a recording is called in lists: the reason, cut where it gets long. */
export function recordingTitle({ reason }: Pick<Recording, 'reason'>): string {
  const line = reason.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
