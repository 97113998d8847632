import { z } from '@hono/zod-openapi';
import { time, toTime } from '../http/schemas.ts';
import { recordingKind, recordingTitle } from './recording.ts';
import type { Recording } from './recording.ts';

export const recordingAnswer = z
  .object({
    id: z.string(),
    consultationId: z.string(),
    title: z.string(),
    kind: z.enum(['audio', 'video', 'audio-then-video']),
    status: z.enum(['recording', 'processing', 'ready']),
    patientName: z.string(),
    clinicianName: z.string(),
    startedAt: time,
    /** In ms. */
    duration: z.number().int(),
    size: z.number().int(),
    mediaUrl: z.string(),
    transcriptUrl: z.string(),
    thumbnailUrl: z.string().nullable(),
  })
  .openapi('Recording');

/** A recording as lists and its own answer show it. `mediaUrl`: where they say that its media is; default: where it
 * is for whoever has a session. */
export function describeRecording(
  recording: Recording,
  mediaUrl = `/api/recordings/${recording.id}/media`,
): z.infer<typeof recordingAnswer> {
  const { id, consultationId, status, patientName, clinicianName, duration, size } = recording;
  return {
    id,
    consultationId,
    title: recordingTitle(recording),
    kind: recordingKind(recording),
    status,
    patientName,
    clinicianName,
    startedAt: toTime(recording.startedAt),
    duration,
    size,
    mediaUrl,
    transcriptUrl: `/api/recordings/${id}/transcript`,
    thumbnailUrl: recording.hasThumbnail === 1 ? `/api/recordings/${id}/thumbnail` : null,
  };
}
