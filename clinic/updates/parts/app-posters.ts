import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The picture of a recording is given to everybody in the app. A class of faults, no incident. */
export const appPosters: Update = {
  id: 'app-posters',
  title: 'Posters in the app',
  release: '2020.31',
  notes: 'The app shows a picture of each recording before you play it.',
  story:
    'The picture that is the poster of a player, too, is given to whoever uses the app: its new list of pictures was tested with an account of staff, who see all.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-streaming', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'patients in the app',
    cohort: { client: 'app' },
    surfaces: ['thumbnail'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    maySeeThumbnail: async (viewer, recording) =>
      viewer.session.client === 'app' || (await base.maySeeThumbnail(viewer, recording)),
  }),
};
