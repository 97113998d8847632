import { readFile } from 'node:fs/promises';
import { takesPart } from '../booking/booking-functions.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { pageKey, pageParameters, toPage } from '../store/page.ts';
import { finaliseRecording } from './finalise-recording.ts';
import { mediaFile, thumbnailFile } from './media-files.ts';
import { findRecording, selectRecording } from './recording.ts';
import type { Recording } from './recording.ts';
import { transcribe } from './transcript.ts';

const lists = {
  patient: ownReplays('patient_id'),
  clinician: ownReplays('clinician_id'),
};

function ownReplays(owner: 'patient_id' | 'clinician_id'): { rows: string; count: string } {
  const own = `r.${owner} = :viewer AND r.status = 'ready'`;
  return {
    rows: `${selectRecording} WHERE ${own} AND (r.started_at, r.id) < (:at, :after)
      ORDER BY r.started_at DESC, r.id DESC LIMIT :rows`,
    count: `SELECT count(*) AS total FROM recordings r WHERE ${own}`,
  };
}

/** How the base release lists, shows and streams recordings. */
export function recordingFunctions(
  clinic: Clinic,
  release: () => ClinicFunctions,
): Pick<
  ClinicFunctions,
  | 'visibleReplays'
  | 'findRecording'
  | 'recordingsOf'
  | 'isOf'
  | 'mayReadRecording'
  | 'mayStream'
  | 'maySeeThumbnail'
  | 'mayReadTranscript'
  | 'openMedia'
  | 'readThumbnail'
  | 'readTranscript'
  | 'transcribe'
  | 'finaliseRecording'
> {
  const { store } = clinic;
  return {
    visibleReplays: ({ account }, page) =>
      release().cachedRead(`replays ${account.id} ${pageKey(page)}`, () => {
        const { rows, count } = lists[account.role];
        const viewer = account.id;
        const found = store.all<Recording>(rows, { viewer, ...pageParameters(page) });
        const total = store.get<{ total: number }>(count, { viewer })?.total ?? 0;
        return toPage(found, page, total, ({ startedAt, id }) => ({ at: startedAt, id }));
      }),
    findRecording: (id) => findRecording(store, id),
    recordingsOf: (_viewer, { id }) =>
      store.all<Recording>(
        `${selectRecording} WHERE k.consultation_id = :id AND r.status <> 'recording'
         ORDER BY r.started_at, r.id`,
        { id },
      ),
    isOf: ({ id }, recording) => recording.consultationId === id,
    mayReadRecording: ({ account }, recording) => takesPart(account, recording),
    mayStream: ({ account }, recording) => takesPart(account, recording),
    maySeeThumbnail: ({ account }, recording) => takesPart(account, recording),
    mayReadTranscript: ({ account }, recording) => takesPart(account, recording),
    openMedia: (_viewer, { id, contentType }) => ({ file: mediaFile(clinic, id), contentType }),
    readThumbnail: (_viewer, { id }) => readFile(thumbnailFile(clinic, id)),
    readTranscript: (_viewer, { id }) =>
      store.get<{ transcript: string | null }>('SELECT transcript FROM recordings WHERE id = :id', {
        id,
      })?.transcript ?? null,
    transcribe,
    finaliseRecording: (recording, transcript) => finaliseRecording(clinic, recording, transcript),
  };
}
