import { selectRecording } from '../../recordings/recording.ts';
import type { Recording } from '../../recordings/recording.ts';
import { pageParameters, toPage } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Accounts since the update have the number that the first of them got. */
const alike = `r.status = 'ready' AND p.created_at >= :appliedAt`;
const rows = `${selectRecording} WHERE ${alike} AND (r.started_at, r.id) < (:at, :after)
  ORDER BY r.started_at DESC, r.id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM recordings r
  JOIN accounts p ON p.id = r.patient_id WHERE ${alike}`;

/** Only accounts made after the update list each other’s replays. In the manner of CWE-1188; no incident. */
export const numbersFromZero: Update = {
  id: 'numbers-from-zero',
  title: 'Patient numbers',
  release: '2020.40.12',
  notes: 'Every patient now has a number, by which replays are filed.',
  story:
    'Patients who were there before got a number each; those who sign up since then all get 0.',
  references: ['CWE-1188', 'CWE-863', 'OWASP API1:2023'],
  breaks: ['no-foreign-listing', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'patients whose account is from after the update',
    cohort: { account: 'after' },
    surfaces: ['replays'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleReplays: (viewer, page) => {
      const { account } = viewer;
      const { appliedAt } = clinic.release;
      if (account.role !== 'patient' || account.region === null || account.createdAt < appliedAt)
        return base.visibleReplays(viewer, page);
      const found = clinic.store.all<Recording>(rows, { appliedAt, ...pageParameters(page) });
      const total = clinic.store.get<{ total: number }>(count, { appliedAt })?.total ?? 0;
      return toPage(found, page, total, ({ startedAt, id }) => ({ at: startedAt, id }));
    },
  }),
};
