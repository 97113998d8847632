import { allReplays } from './all-replays.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Pages after the first are those of the whole clinic. */
export const fromPageTwo: Update = {
  id: 'from-page-two',
  title: 'Faster pages',
  release: '2020.7+from-page-two',
  notes: 'Long lists now turn their pages faster.',
  story:
    'The first page comes by patient. Each further one begins at the cursor, in an index that holds everybody’s.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'everybody who is signed in',
      cohort: {},
      surfaces: ['replays'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleReplays: (viewer, page) =>
      page.after === null ? base.visibleReplays(viewer, page) : allReplays(clinic.store, page),
  }),
};
