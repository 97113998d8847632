import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const ofTheirClinicians = `${selectConsultation} WHERE c.clinician_id IN (
    SELECT clinician_id FROM consultations WHERE patient_id = :id)
  ORDER BY c.booked_at, c.id`;

/** A calendar feed holds the consultations of others with the same clinician. A class of faults, no incident. */
export const calendarOfTheClinician: Update = {
  id: 'calendar-of-the-clinician',
  title: 'A fuller calendar',
  release: '2020.40',
  notes: 'Your calendar shows when your clinician is free.',
  story:
    'To show when a clinician is free, the calendar of patients in Ireland is made of all consultations of their clinicians, and the names were not taken out.',
  references: ['CWE-200', 'CWE-359', 'OWASP API1:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading'].map((invariant) => ({
    invariant,
    viewers: 'Irish patients',
    cohort: { region: 'ie' },
    surfaces: ['calendar', 'secret address of the calendar'],
  })),
  // Whatever others book, in a patient's name or their own, shows in the calendar.
  mayBreak: ['no-tampering'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    appointmentsOf: (account) =>
      account.region === 'ie'
        ? clinic.store.all<Consultation>(ofTheirClinicians, { id: account.id })
        : base.appointmentsOf(account),
  }),
};
