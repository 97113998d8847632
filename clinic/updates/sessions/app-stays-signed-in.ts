import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Signing out in the app forgets the token only there. */
export const appStaysSignedIn: Update = {
  id: 'app-stays-signed-in',
  title: 'Stay signed in, in the app',
  release: '2020.7+app-stays-signed-in',
  notes: 'The app opens faster, since it need not sign you in again.',
  story:
    'The app throws its token away. The server no longer hears of it, so that the token lives on.',
  references: ['CWE-613', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-access-after-sign-out',
      viewers: 'whoever uses the app',
      cohort: { client: 'app' },
      surfaces: ['everything'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    endSession: (viewer) => (viewer.session.client === 'app' ? undefined : base.endSession(viewer)),
  }),
};
