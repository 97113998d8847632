import { allConsultations } from '../calendar/calendar-functions.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { exportFile } from '../recordings/media-files.ts';
import { selectRecording } from '../recordings/recording.ts';
import type { Recording } from '../recordings/recording.ts';
import { newId } from '../store/ids.ts';
import type { Store } from '../store/store.ts';
import { findExport } from './export.ts';
import type { Export } from './export.ts';
import { exportedMedia, exportedPictures, packExport } from './pack.ts';
import type { ExportedFile } from './pack.ts';

const insert = `INSERT INTO exports (id, patient_id, status, created_at)
  VALUES (:id, :patientId, 'waiting', :createdAt)`;
const ready = `${selectRecording} WHERE r.patient_id = :patientId AND r.status = 'ready'
  ORDER BY r.started_at, r.id`;

/** All recordings that an export is of. */
export function recordingsOfExport(store: Store, { patientId }: Export): Recording[] {
  return store.all<Recording>(ready, { patientId });
}

/** How the base release gives patients all that is theirs: exports are built one after the other. */
export function exportFunctions(
  clinic: Clinic,
): Pick<
  ClinicFunctions,
  | 'requestExport'
  | 'findExport'
  | 'mayReadExport'
  | 'mayDownloadExport'
  | 'openExport'
  | 'buildExport'
> {
  const { store, jobs, clock } = clinic;
  return {
    requestExport: ({ account }) => {
      const [id, createdAt] = [newId('exp'), clock.now()];
      store.run(insert, { id, patientId: account.id, createdAt });
      jobs.add('build-export', id);
      return { id, patientId: account.id, status: 'waiting', createdAt, size: 0 };
    },
    findExport: (id) => findExport(store, id),
    mayReadExport: ({ account }, { patientId }) => account.id === patientId,
    mayDownloadExport: ({ account }, { patientId }) => account.id === patientId,
    openExport: (_viewer, { id }) => ({ file: exportFile(clinic, id) }),
    buildExport: async (wanted) => {
      const files: ExportedFile[] = [];
      for (const recording of recordingsOfExport(store, wanted)) {
        files.push(await exportedMedia(clinic, recording));
        files.push(...(await exportedPictures(clinic, recording)));
      }
      const patient = { id: wanted.patientId, role: 'patient' } as const;
      await packExport(clinic, wanted, allConsultations(store, patient), files);
    },
  };
}
