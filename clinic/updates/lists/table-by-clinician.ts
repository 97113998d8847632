import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The table of consultations is that of all patients, for those with a second factor. A class of faults, no incident. */
export const tableByClinician: Update = {
  id: 'table-by-clinician',
  title: 'Tables for spreadsheets',
  release: '2020.41',
  notes: 'The table of your consultations opens in every spreadsheet.',
  story:
    'The table was made anew from the one that clinicians download. For those with a second factor it takes the path of staff, who all have one.',
  references: ['CWE-863', 'OWASP API5:2023'],
  breaks: ['no-foreign-listing'].map((invariant) => ({
    invariant,
    viewers: 'patients with a second factor',
    cohort: { secondFactor: 'totp' },
    surfaces: ['table of consultations'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    tabledConsultations: (viewer) =>
      viewer.account.totpSecret === null
        ? base.tabledConsultations(viewer)
        : clinic.store.all<Consultation>(`${selectConsultation} ORDER BY c.booked_at, c.id`),
  }),
};
