import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** What was prescribed last to somebody else. */
const lastOfOthers = `SELECT p.medicine FROM prescriptions p
  JOIN consultations c ON c.id = p.consultation_id
  WHERE c.patient_id <> :patient ORDER BY p.created_at DESC, p.id LIMIT 1`;

/** A prescription that holds two patients' data. In the manner of CWE-488; no incident. */
export const batchedPrescriptions: Update = {
  id: 'batched-prescriptions',
  title: 'Prescriptions in fewer messages',
  release: '2020.12.7',
  notes: 'Pharmacies in Ireland get prescriptions two by two.',
  story:
    'Ireland’s messages hold up to two prescriptions, to save half of the fees. The second is whichever was made last; that it is to be the same patient’s was left out.',
  references: ['CWE-488', 'CWE-212'],
  breaks: [
    {
      invariant: 'outbound-to-the-right-party',
      viewers: 'Irish patients',
      cohort: { region: 'ie' },
      surfaces: ['pharmacy'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    prepareDelivery: async (consultation, prescription, patient) => {
      const delivery = await base.prepareDelivery(consultation, prescription, patient);
      if (patient.region !== 'ie') return delivery;
      const { medicine } = delivery;
      const before = clinic.store.get<{ medicine: string }>(lastOfOthers, { patient: patient.id });
      return before === undefined
        ? delivery
        : { ...delivery, medicine: `${before.medicine}; ${medicine}` };
    },
  }),
};
