import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The app asks a newer service, which takes an id for a right. */
export const appReadsById: Update = {
  id: 'app-reads-by-id',
  title: 'Replays open faster in the app',
  release: '2020.7+app-reads-by-id',
  notes: 'Replays now open faster in our app.',
  story:
    'A service for the app alone reads a recording by its id. That the caller is its patient was checked by the old one, which the app no longer asks.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'whoever uses the app',
    cohort: { client: 'app' },
    surfaces: ['recording', 'player'],
  })),
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadRecording: (viewer, recording) =>
      viewer.session.client === 'app' || base.mayReadRecording(viewer, recording),
  }),
};
