import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A consultation is guarded, and the same as a page to print is not. A class of faults, no incident. */
export const quickPrint: Update = {
  id: 'quick-print',
  title: 'Print your consultation',
  release: '2020.34',
  notes: 'The page that you print has a new look.',
  story:
    'The page to print was written anew, and looks the consultation up by its id alone for patients of the United Kingdom, whose printed page has the surgery’s letterhead.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'UK patients',
    cohort: { region: 'uk' },
    surfaces: ['print'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayPrint: async (viewer, consultation) =>
      viewer.account.region === 'uk' || (await base.mayPrint(viewer, consultation)),
  }),
};
