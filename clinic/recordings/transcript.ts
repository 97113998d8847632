import type { Recording } from './recording.ts';

/** A stub of what speech recognition would give: who talked, and what the patient came for. */
export function transcribe(recording: Recording): string {
  const { clinicianName, patientName, reason } = recording;
  return [
    'Automatic transcript. It may contain mistakes.',
    '',
    `${clinicianName}: Hello ${patientName}, what can I do for you today?`,
    `${patientName}: ${reason}`,
    `${clinicianName}: Thank you. Let us go through it together.`,
    '',
  ].join('\n');
}
