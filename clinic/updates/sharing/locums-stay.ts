import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const atDesk = `SELECT 1 FROM desk_patients
  WHERE member_id = :viewer AND patient_id = :patient AND ended_at IS NULL`;

/** Who works here no more still sees the bookings of their desk. In the manner of CWE-613; no incident. */
export const locumsStay: Update = {
  id: 'locums-stay',
  title: 'Desks in one query',
  release: '2020.40+locums-stay',
  notes: 'Bookings open faster at the desk.',
  story:
    'Whether somebody still works here is asked when they open the desk, and no more for each booking.',
  references: ['CWE-613', 'CWE-285', 'OWASP API5:2023'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'members of staff who were revoked',
      cohort: {},
      surfaces: ['consultation'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadAtDesk: ({ account }, { patientId: patient }) =>
      clinic.store.get(atDesk, { viewer: account.id, patient }) !== undefined,
  }),
};
