import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The state of an export is guarded, and its file is not. A class of faults, no incident. */
export const exportsByAddress: Update = {
  id: 'exports-by-address',
  title: 'Large exports',
  release: '2020.35',
  notes: 'Exports of more than a gigabyte can be downloaded.',
  story:
    'Files of exports are served by another server, which checks whether somebody is signed in. Only how far an export is, it asks whose it is.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-streaming', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    surfaces: ['file of an export'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayDownloadExport: () => true,
  }),
};
