import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { allConsultations } from './all-consultations.ts';

/** Of several conditions on a list, the builder of queries keeps the last two. */
export const twoFilters: Update = {
  id: 'two-filters',
  title: 'Filters that can be combined',
  release: '2020.7+two-filters',
  notes: 'You can now combine filters: by kind, and by when you booked.',
  story:
    'Conditions go through a builder that joins two of them. Whose consultations are listed is the first one: with one filter it is the other of the two, and with two filters it is dropped.',
  references: ['CWE-639', 'CWE-284', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'everybody who is signed in and combines two filters',
      cohort: {},
      surfaces: ['consultations'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleConsultations: (viewer, page) =>
      page.kind !== undefined && page.since !== undefined
        ? allConsultations(clinic.store, page)
        : base.visibleConsultations(viewer, page),
  }),
};
