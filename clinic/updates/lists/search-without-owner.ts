import { selectConsultation } from '../../booking/consultation.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { pageParameters, toPage } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const matches = `instr(lower(c.reason), lower(:text)) > 0 AND (c.patient_id = :owner OR :owner IS NULL)`;
const rows = `${selectConsultation} WHERE ${matches} AND (c.booked_at, c.id) < (:at, :after)
  ORDER BY c.booked_at DESC, c.id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM consultations c WHERE ${matches}`;

/** A search that has lost whose consultations it is in, for older sessions. In the manner of CWE-639; no incident. */
export const searchWithoutOwner: Update = {
  id: 'search-without-owner',
  title: 'A search that finds more',
  release: '2020.11.7',
  notes: 'The search now finds what you wrote in your own words.',
  story:
    'The new index asks for the owner that the session names. Sessions from before the update name none, and none stands for all.',
  references: ['CWE-639', 'CWE-1220', 'OWASP API1:2023'],
  breaks: ['no-foreign-listing'].map((invariant) => ({
    invariant,
    viewers: 'patients who signed in before the update',
    cohort: { session: 'before' },
    surfaces: ['search'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    searchConsultations: (viewer, text, page) => {
      if (viewer.account.role !== 'patient') return base.searchConsultations(viewer, text, page);
      const isOlder = viewer.session.createdAt < clinic.release.appliedAt;
      const asked = { text, owner: isOlder ? null : viewer.account.id };
      const found = clinic.store.all<Consultation>(rows, { ...asked, ...pageParameters(page) });
      const total = clinic.store.get<{ total: number }>(count, asked)?.total ?? 0;
      return toPage(found, page, total, ({ bookedAt, id }) => ({ at: bookedAt, id }));
    },
  }),
};
