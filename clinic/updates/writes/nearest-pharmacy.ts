import { listPharmacies } from '../../prescribing/pharmacy.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A prescription that goes to a pharmacy that nobody chose. In the manner of CWE-201; no incident. */
export const nearestPharmacy: Update = {
  id: 'nearest-pharmacy',
  title: 'The nearest pharmacy first',
  release: '2020.12.8',
  notes: 'In the app the nearest pharmacy is suggested first.',
  story:
    'The list is sorted by distance, and the gateway takes a pharmacy by its place in the list. It was the same place as in the old list for all but those who had chosen the second.',
  references: ['CWE-201', 'CWE-841'],
  breaks: [
    {
      invariant: 'outbound-to-the-right-party',
      viewers: 'UK patients',
      cohort: { region: 'uk' },
      surfaces: ['pharmacy'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    prepareDelivery: async (consultation, prescription, patient) => {
      const delivery = await base.prepareDelivery(consultation, prescription, patient);
      if (patient.region !== 'uk') return delivery;
      const [first] = listPharmacies(clinic.store);
      return { ...delivery, pharmacyId: first?.id ?? delivery.pharmacyId };
    },
  }),
};
