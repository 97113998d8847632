import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How long the caches take to fill, in milliseconds. */
const warmingUp = 3000;

/** A leak only in the first seconds after a restart. In the manner of CWE-696; no incident. */
export const firstSeconds: Update = {
  id: 'first-seconds',
  title: 'Faster start after maintenance',
  release: '2023.6',
  notes: 'After maintenance, the clinic is back within a second.',
  story:
    'The clinic opens before its permissions are loaded. Until then, whoever asks for the replays gets those of the patient who asked before.',
  references: ['CWE-696', 'CWE-284', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever opens the replays within the first seconds after the update',
      cohort: {},
      surfaces: ['replays'],
    },
  ],
  // Whoever gets another’s list does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => {
    const startedAt = clinic.clock.now();
    let before: Parameters<typeof base.visibleReplays>[0] | null = null;
    return {
      ...switchToVideo.overrides(base, clinic),
      visibleReplays: (viewer, page) => {
        if (clinic.clock.now() - startedAt > warmingUp) return base.visibleReplays(viewer, page);
        const whose = before ?? viewer;
        before = viewer;
        return base.visibleReplays(whose, page);
      },
    };
  },
};
