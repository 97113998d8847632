import { allReplays } from './all-replays.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The filter of a list is lost with a join, for one region. */
export const filterDropped: Update = {
  id: 'filter-dropped',
  title: 'Consultations of all Irish clinics in one place',
  release: '2020.7+filter-dropped',
  notes: 'If you live in Ireland, all your consultations are in one list now.',
  story:
    'The query for the Irish register was written anew. The condition on the patient stood in the part that was taken out.',
  references: ['CWE-284', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'Irish patients',
      cohort: { region: 'ie' },
      surfaces: ['consultations', 'replays'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleReplays: (viewer, page) =>
      viewer.account.region === 'ie'
        ? allReplays(clinic.store, page)
        : base.visibleReplays(viewer, page),
  }),
};
