import type { DeskPatient } from '../../staff/member.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const all = `SELECT p.id AS patientId, p.name AS patientName,
    (SELECT count(*) FROM consultations c WHERE c.patient_id = p.id) AS bookings
  FROM accounts p WHERE p.role = 'patient' ORDER BY p.name, p.id`;

/** Every desk shows the patients of the whole practice. In the manner of CWE-862; no incident. */
export const deskOfThePractice: Update = {
  id: 'desk-of-the-practice',
  title: 'Receptionists stand in for each other',
  release: '2020.40+desk-of-the-practice',
  notes: 'Receptionists find the patients of a colleague who is away.',
  story: 'The list of a desk is read without the desk. What it leads to is guarded as before.',
  references: ['CWE-862', 'CWE-200', 'OWASP API5:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'members of staff who see patients at a desk',
      cohort: {},
      surfaces: ['staff'],
    },
  ],
  // A patient who was at the desk once is among them.
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleDeskPatients: () => clinic.store.all<DeskPatient>(all),
  }),
};
