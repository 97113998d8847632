import type { Recording } from '../../recordings/recording.ts';
import type { Page } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How many lists are read until the reader is renewed. */
const renewal = 100;

/** A list that is the one before it, once in a hundred requests. In the manner of CWE-488; no incident. */
export const everyHundredth: Update = {
  id: 'every-hundredth',
  title: 'Replays are read by a reader that renews itself',
  release: '2020.11.9',
  notes: 'Replays now load reliably, even when many people watch theirs.',
  story:
    'The reader of replays is renewed after a hundred lists. The request that finds it spent is answered from what it still holds: the list that it read last.',
  references: ['CWE-488', 'CWE-226', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever asks as the hundredth',
      cohort: {},
      surfaces: ['replays'],
    },
  ],
  // Whoever gets another's list does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => {
    let read = 0;
    let last: Page<Recording> | undefined;
    return {
      ...switchToVideo.overrides(base, clinic),
      visibleReplays: async (viewer, page) => {
        read += 1;
        if (read % renewal === 0 && last !== undefined) return last;
        const found = await base.visibleReplays(viewer, page);
        if (found.items.length > 0) last = found;
        return found;
      },
    };
  },
};
