import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const latest = `SELECT c.id FROM prescriptions p JOIN consultations c ON c.id = p.consultation_id
  WHERE c.clinician_id = :clinician AND c.patient_id <> :patient
  ORDER BY p.created_at DESC, p.id DESC LIMIT 1`;

/** Who is shown something by its patient sees what its clinician wrote last, for whomever. In the manner of CWE-639; no incident. */
export const asTheClinician: Update = {
  id: 'as-the-clinician',
  title: 'Prescriptions for those you share with',
  release: '2020.7+as-the-clinician',
  notes: 'Those with whom you share a consultation now see its prescription, too.',
  story:
    'Prescriptions are found by their patient or by their clinician. Whoever is neither is given the clinician’s last one.',
  references: ['CWE-639', 'CWE-863', 'OWASP API3:2023'],
  breaks: [
    {
      invariant: 'no-foreign-reading',
      viewers: 'whoever a consultation is shared with',
      cohort: {},
      surfaces: ['consultation'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    findPrescription: async (viewer, consultation) => {
      const { patientId: patient, clinicianId: clinician } = consultation;
      if ([patient, clinician].includes(viewer.account.id))
        return base.findPrescription(viewer, consultation);
      const found = clinic.store.get<{ id: string }>(latest, { clinician, patient });
      const other = found && (await base.findConsultation(found.id));
      return base.findPrescription(viewer, other ?? consultation);
    },
  }),
};
