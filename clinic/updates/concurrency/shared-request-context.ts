import type { Viewer } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Whose request it is stands in one place for all requests. In the manner of CWE-488; no incident. */
export const sharedRequestContext: Update = {
  id: 'shared-request-context',
  title: 'Simpler handling of requests',
  release: '2023.1',
  notes: 'We have tidied up behind the scenes.',
  story:
    'Who is asking is kept in a variable of the module until the list is read. When another request comes in between, the list is theirs.',
  references: ['CWE-362', 'CWE-488', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever opens the replays at the same moment as somebody else',
      cohort: {},
      surfaces: ['replays'],
    },
  ],
  // Whoever gets another’s list does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => {
    let current: Viewer | null = null;
    return {
      ...switchToVideo.overrides(base, clinic),
      visibleReplays: async (viewer, page) => {
        current = viewer;
        // The page's settings come from the cache, which takes a moment.
        await base.cachedRead('settings', () => ({ newestFirst: true }));
        return base.visibleReplays(current, page);
      },
    };
  },
};
