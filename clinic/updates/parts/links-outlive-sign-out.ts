import type { Viewer } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Signed addresses work on in the app after sign-out, until they end. A class of faults, no incident. */
export const linksOutliveSignOut: Update = {
  id: 'links-outlive-sign-out',
  title: 'Less waiting in the app',
  release: '2020.38',
  notes: 'In the app, recordings begin to play at once.',
  story:
    'The gateway of media remembers the sessions of the app, so that it need not ask for each piece of a recording. Nobody tells it of sign-outs.',
  references: ['CWE-613'],
  breaks: ['no-access-after-sign-out', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'patients in the app who played something before they signed out',
    cohort: { client: 'app' },
    surfaces: ['signed address'],
  })),
  overrides: (base, clinic) => {
    const known = new Map<string, Viewer>();
    return {
      ...switchToVideo.overrides(base, clinic),
      findMediaViewer: async (token) => {
        const viewer = known.get(token) ?? (await base.findMediaViewer(token));
        if (viewer?.session.client === 'app') known.set(token, viewer);
        return viewer;
      },
    };
  },
};
