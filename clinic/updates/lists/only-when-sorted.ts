import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { allConsultations } from './all-consultations.ts';

/** The list is right in its usual order, and everybody’s in the other. */
export const onlyWhenSorted: Update = {
  id: 'only-when-sorted',
  title: 'Old consultations at once',
  release: '2020.7+only-when-sorted',
  notes: 'Sorting your consultations by the oldest is faster now.',
  story:
    'The list has a query for each order. That of the oldest was written anew to go along the index of time, and the condition on the patient was to come back with the next index.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'everybody who is signed in and sorts by the oldest',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleConsultations: (viewer, page) =>
      page.sort === 'oldest'
        ? allConsultations(clinic.store, page)
        : base.visibleConsultations(viewer, page),
  }),
};
