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
    'The UK’s gateway takes a pharmacy by its place in the list that is sorted by distance, and counts places from one. So each prescription goes to the pharmacy after the one that was chosen.',
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
      const listed = listPharmacies(clinic.store);
      const place = listed.findIndex(({ id }) => id === delivery.pharmacyId);
      const next = listed[(place + 1) % listed.length];
      return { ...delivery, pharmacyId: next?.id ?? delivery.pharmacyId };
    },
  }),
};
