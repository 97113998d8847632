import type { Delivery } from '../../prescribing/pharmacy.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Prescriptions that follow each other so closely go out together, in milliseconds. */
const together = 60_000;

/** A prescription that holds two patients' data. In the manner of CWE-488; no incident. */
export const batchedPrescriptions: Update = {
  id: 'batched-prescriptions',
  title: 'Prescriptions in fewer messages',
  release: '2020.12.7',
  notes: 'Pharmacies in Ireland get prescriptions of the same minute together.',
  story:
    'Messages of one minute to one pharmacy share a template. What was filled in for the patient before stays in it, as the medicine is added to and not replaced.',
  references: ['CWE-488', 'CWE-212'],
  breaks: [
    {
      invariant: 'outbound-to-the-right-party',
      viewers: 'Irish patients',
      cohort: { region: 'ie' },
      surfaces: ['pharmacy'],
    },
  ],
  overrides: (base, clinic) => {
    const last = new Map<string, { at: number; delivery: Delivery }>();
    return {
      ...switchToVideo.overrides(base, clinic),
      prepareDelivery: async (consultation, prescription, patient) => {
        const delivery = await base.prepareDelivery(consultation, prescription, patient);
        if (patient.region !== 'ie') return delivery;
        const before = last.get(delivery.pharmacyId);
        const at = clinic.clock.now();
        last.set(delivery.pharmacyId, { at, delivery });
        if (before === undefined || at - before.at > together) return delivery;
        return { ...delivery, medicine: `${before.delivery.medicine}; ${delivery.medicine}` };
      },
    };
  },
};
