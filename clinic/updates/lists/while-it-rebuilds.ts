import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { pageParameters, toPage } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How often the index of consultations is rebuilt, and how long that takes, in ms. */
const every = 5 * 60_000;
const lasts = 60_000;

const rows = `${selectConsultation} WHERE p.region = :region AND (c.booked_at, c.id) < (:at, :after)
  ORDER BY c.booked_at DESC, c.id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM consultations c JOIN accounts p ON p.id = c.patient_id
  WHERE p.region = :region`;

/** A list that is another’s for a minute in five. In the manner of CWE-362; no incident. */
export const whileItRebuilds: Update = {
  id: 'while-it-rebuilds',
  title: 'Lists of consultations by an index',
  release: '2020.11.8',
  notes: 'Your list of consultations now comes from an index, which is faster.',
  story:
    'The index is rebuilt every five minutes, the first time five minutes after the update. While that goes on, for a minute, the list is read from the table of a whole region instead, by a query that was written for the index.',
  references: ['CWE-362', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'everybody who is signed in, while the index is rebuilt',
      cohort: {},
      surfaces: ['consultations', 'bookings'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleConsultations: (viewer, page) => {
      const since = clinic.clock.now() - clinic.release.appliedAt;
      const { region } = viewer.account;
      if (since < every || since % every >= lasts || region === null)
        return base.visibleConsultations(viewer, page);
      const found = clinic.store.all<Consultation>(rows, { region, ...pageParameters(page) });
      const total = clinic.store.get<{ total: number }>(count, { region })?.total ?? 0;
      return toPage(found, page, total, ({ bookedAt, id }) => ({ at: bookedAt, id }));
    },
  }),
};
