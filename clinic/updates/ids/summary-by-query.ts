import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A print view takes an id in the query, and asks nobody. */
export const summaryByQuery: Update = {
  id: 'summary-by-query',
  title: 'Print your consultation',
  release: '2020.7+summary-by-query',
  notes: 'There is a print view now.',
  story:
    'The print view was written for the desk, where everybody may print everything. It was opened to patients as it was.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    surfaces: ['summary'],
  })),
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadSummary: (viewer, consultation) =>
      viewer.account.role === 'patient' || base.mayReadSummary(viewer, consultation),
  }),
};
