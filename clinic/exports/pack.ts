import { readFile, rename, writeFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { Consultation } from '../booking/consultation.ts';
import { toCalendar } from '../calendar/calendar.ts';
import type { Clinic } from '../clinic.ts';
import {
  createExportFolder,
  exportFile,
  mediaFile,
  removeMedia,
  thumbnailFile,
} from '../recordings/media-files.ts';
import type { Recording } from '../recordings/recording.ts';
import { consultationsCsv } from './consultations-csv.ts';
import type { Export } from './export.ts';

/** A file of an export, by its name in it. */
export interface ExportedFile {
  name: string;
  bytes: Uint8Array;
}

const done = `UPDATE exports SET status = 'ready', size = :size WHERE id = :id`;

/** The picture of a recording, as a file of an export; none for audio. */
export async function exportedPictures(
  clinic: Clinic,
  { id, hasThumbnail }: Recording,
): Promise<ExportedFile[]> {
  if (hasThumbnail === 0) return [];
  return [{ name: `pictures/${id}.webp`, bytes: await readFile(thumbnailFile(clinic, id)) }];
}

/** A recording itself, as a file of an export. */
export async function exportedMedia(clinic: Clinic, { id }: Recording): Promise<ExportedFile> {
  return { name: `recordings/${id}.webm`, bytes: await readFile(mediaFile(clinic, id)) };
}

/** Packs consultations, as table and calendar, and files into the export's zip, and says that it is ready. */
export async function packExport(
  clinic: Clinic,
  { id }: Export,
  consultations: readonly Consultation[],
  files: readonly ExportedFile[],
): Promise<void> {
  const members: Zippable = {
    'consultations.csv': Buffer.from(consultationsCsv(consultations)),
    'calendar.ics': Buffer.from(toCalendar(consultations)),
    ...Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])),
  };
  // Media are packed already; to pack them again would only take time.
  const zip = zipSync(members, { level: 0, mtime: clinic.clock.now() });
  await createExportFolder(clinic, id);
  const file = exportFile(clinic, id);
  await writeFile(`${file}.part`, zip);
  await rename(`${file}.part`, file);
  // Meanwhile the patient may have left the clinic, and taken everything along.
  if (clinic.store.run(done, { id, size: zip.length }) === 0) await removeMedia(clinic, [id]);
}
