import type { Clinic } from '../../clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Whose consultations are that were removed: nobody signs in as these. */
const archive = 'acc_archive';

const exportsSince =
  'DELETE FROM exports WHERE patient_id = :patientId AND created_at >= :bookedAt';
const lastFreed = `SELECT id FROM consultations WHERE patient_id = '${archive}'
  ORDER BY booked_at DESC, id DESC LIMIT 1`;

const asBooked = `UPDATE consultations SET kind = :kind, reason = :reason, pharmacy_id = :pharmacyId,
    booked_at = :bookedAt WHERE id = :id`;

/** Gives a consultation, with all that came of it, to these. */
function give(
  { store }: Clinic,
  consultation: { id: string; patientId: string; clinicianId: string },
): void {
  const of = { id: consultation.id, patient: consultation.patientId };
  const to = { ...of, clinician: consultation.clinicianId };
  store.run(
    'UPDATE consultations SET patient_id = :patient, clinician_id = :clinician WHERE id = :id',
    to,
  );
  store.run(
    `UPDATE recordings SET patient_id = :patient, clinician_id = :clinician
     WHERE call_id IN (SELECT id FROM calls WHERE consultation_id = :id)`,
    to,
  );
}

/** The number of a consultation that was removed is the next patient's, and so is what was kept by it. */
export const givenAgain: Update = {
  id: 'given-again',
  title: 'Records are kept as the law requires',
  release: '2020.7+given-again',
  notes: 'What you remove is gone for you, and kept as long as the law requires.',
  story:
    'What is removed was deleted; now it goes to an archive, by its number. Numbers that are free are given to the next who books, as before. What the archive holds by that number is then taken for that patient’s, the recordings among it.',
  references: ['CWE-672', 'CWE-212', 'CWE-639'],
  breaks: ['no-foreign-listing', 'no-foreign-reading', 'no-foreign-streaming'].map((invariant) => ({
    invariant,
    viewers: 'whoever books next after somebody removed a consultation',
    cohort: {},
    surfaces: ['replays', 'consultation', 'media'],
  })),
  migration: `INSERT OR IGNORE INTO accounts (id, role, email, password_hash, name, created_at)
    VALUES ('${archive}', 'patient', 'archive@clinic.test', '', 'Archive', 0)`,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    removeConsultation: (_viewer, { id, patientId, bookedAt }) => {
      give(clinic, { id, patientId: archive, clinicianId: archive });
      clinic.store.run(exportsSince, { patientId, bookedAt });
    },
    bookConsultation: async (viewer, booking) => {
      const booked = await base.bookConsultation(viewer, booking);
      const freed = clinic.store.get<{ id: string }>(lastFreed);
      if (freed === undefined) return booked;
      const { id } = freed;
      const { kind, reason, pharmacyId, bookedAt } = booked;
      clinic.store.transaction(() => {
        clinic.store.run('DELETE FROM consultations WHERE id = :id', { id: booked.id });
        clinic.store.run('DELETE FROM prescriptions WHERE consultation_id = :id', { id });
        clinic.store.run(asBooked, { id, kind, reason, pharmacyId, bookedAt });
        give(clinic, { ...booked, id });
      });
      return { ...booked, id };
    },
  }),
};
