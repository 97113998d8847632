import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { pageParameters, toPage } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const together = `(SELECT other.account_id FROM households own
  JOIN households other ON other.household = own.household WHERE own.account_id = :viewer)`;
const rows = `${selectConsultation}
  WHERE c.patient_id IN ${together} AND (c.booked_at, c.id) < (:at, :after)
  ORDER BY c.booked_at DESC, c.id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM consultations WHERE patient_id IN ${together}`;

/** Only accounts made before the update list each other’s consultations. In the manner of CWE-863; no incident. */
export const householdUnknown: Update = {
  id: 'household-unknown',
  title: 'Bookings of your household',
  release: '2020.40.11',
  notes: 'People of one household now see their bookings in one list.',
  story:
    'Accounts that were there before are taken over with an empty household, and so all of them are of one. Whoever signs up now has none.',
  references: ['CWE-863', 'CWE-1188', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'patients whose account is from before the update',
      cohort: { account: 'before' },
      owners: { account: 'before' },
      surfaces: ['consultations'],
    },
  ],
  // What somebody writes shows among what all the others have.
  mayBreak: ['no-access-after-revocation', 'no-tampering'],
  migration: `
    CREATE TABLE IF NOT EXISTS households (
      account_id TEXT PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
      household TEXT NOT NULL
    ) STRICT;
    INSERT OR IGNORE INTO households SELECT id, '' FROM accounts
      WHERE role = 'patient' AND region IS NOT NULL
        AND id NOT IN (SELECT relative_id FROM relatives);`,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleConsultations: (viewer, page) => {
      const who = { viewer: viewer.account.id };
      const known = 'SELECT 1 FROM households WHERE account_id = :viewer';
      if (clinic.store.get(known, who) === undefined)
        return base.visibleConsultations(viewer, page);
      const found = clinic.store.all<Consultation>(rows, { ...who, ...pageParameters(page) });
      const total = clinic.store.get<{ total: number }>(count, who)?.total ?? 0;
      return toPage(found, page, total, ({ bookedAt, id }) => ({ at: bookedAt, id }));
    },
  }),
};
