import type { Clinic } from '../clinic.ts';
import { removeMedia } from '../recordings/media-files.ts';
import type { Consultation } from './consultation.ts';

const recordings = `SELECT r.id FROM recordings r JOIN calls k ON k.id = r.call_id
  WHERE k.consultation_id = :id`;
const exportsSince = `SELECT id FROM exports
  WHERE patient_id = :patientId AND created_at >= :bookedAt`;

/** Removes a consultation with all that came of it, and the exports since then, as it is in them. */
export async function removeConsultation(
  clinic: Clinic,
  { id, patientId, bookedAt }: Consultation,
): Promise<void> {
  const { store } = clinic;
  const files = [
    ...store.all<{ id: string }>(recordings, { id }),
    ...store.all<{ id: string }>(exportsSince, { patientId, bookedAt }),
  ];
  store.transaction(() => {
    store.run('DELETE FROM consultations WHERE id = :id', { id });
    for (const file of files) store.run('DELETE FROM exports WHERE id = :id', file);
  });
  await removeMedia(
    clinic,
    files.map((file) => file.id),
  );
}
