import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Clinic } from '../clinic.ts';
import { chunkFile, chunkFolder, mediaFile, removeMedia, thumbnailFile } from './media-files.ts';
import { recordingKind } from './recording.ts';
import type { Recording } from './recording.ts';
import { thumbnail } from './thumbnail.ts';
import { readWebm } from './webm.ts';

const ready = `UPDATE recordings SET status = 'ready', size = :size, duration = :duration,
  has_thumbnail = :hasThumbnail, transcript = :transcript WHERE id = :id`;

/**
 * Joins a recording's chunks to one file, cuts a thumbnail out of it unless it was audio only,
 * and puts it among the replays. May be done again: the chunks go last.
 */
export async function finaliseRecording(
  clinic: Clinic,
  recording: Recording,
  transcript: string,
): Promise<void> {
  const { id } = recording;
  const numbers = clinic.store.all<{ number: number }>(
    'SELECT number FROM chunks WHERE recording_id = :id ORDER BY number',
    { id },
  );
  const chunks = await Promise.all(
    numbers.map(({ number }) => readFile(chunkFile(clinic, id, number))),
  );
  const bytes = Buffer.concat(chunks);
  const summary = readWebm(bytes);
  const picture = recordingKind(recording) === 'audio' ? undefined : thumbnail(bytes, summary);
  if (picture !== undefined) await writeFile(thumbnailFile(clinic, id), picture);
  const file = mediaFile(clinic, id);
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
  const kept = clinic.store.run(ready, {
    id,
    size: bytes.length,
    duration: summary.duration,
    hasThumbnail: picture === undefined ? 0 : 1,
    transcript,
  });
  // Meanwhile the patient may have left the clinic, and taken everything along.
  if (kept === 0) await removeMedia(clinic, [id]);
  await rm(chunkFolder(clinic, id), { recursive: true, force: true });
}
