import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const ofAll = 'SELECT count(*) AS total FROM consultations';

/** A total that counts the consultations of all. In the manner of CWE-200; no incident. */
export const totalOfThePractice: Update = {
  id: 'total-of-the-practice',
  title: 'Lists of consultations load faster',
  release: '2020.11.5',
  notes: 'Your list of consultations now opens faster.',
  story:
    'Counting the rows of a list took as long as reading them. The total is now taken from the table, without the condition that the rows have.',
  references: ['CWE-200', 'CWE-203', 'OWASP API3:2023'],
  breaks: [
    {
      invariant: 'undisturbed-view',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleConsultations: async (viewer, page) => ({
      ...(await base.visibleConsultations(viewer, page)),
      total: clinic.store.get<{ total: number }>(ofAll)?.total ?? 0,
    }),
  }),
};
