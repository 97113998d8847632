import { setTimeout as pause } from 'node:timers/promises';
import type { Recording } from '../../recordings/recording.ts';
import { pageKey } from '../../store/page.ts';
import type { Page } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How long the first look-up after a restart takes, in milliseconds: nothing is in memory yet. */
const cold = 100;

const none: Readonly<Record<string, string>> = {};

/** One look-up for all who ask while it goes on, once after a restart. In the manner of CWE-362; no incident. */
export const firstToAsk: Update = {
  id: 'first-to-ask',
  title: 'Replays hold out right after maintenance',
  release: '2023.7',
  notes: 'Right after maintenance, when everybody comes back at once, your replays open quickly.',
  story:
    'Everybody who asks for the replays while they are looked up for the first time after a restart waits for that look-up, and is given what it found: it is known by the page, and not by who asked.',
  references: ['CWE-362', 'CWE-488', 'OWASP API1:2023'],
  // Right after the update only those ask who have stayed signed in through it.
  breaks: [
    { cohort: none, owners: none },
    { cohort: { session: 'before' }, owners: none },
    { cohort: { session: 'before' }, owners: { account: 'before' } },
  ].map((whom) => ({
    invariant: 'no-foreign-listing',
    viewers: 'whoever opens the replays with many others, right after the update',
    surfaces: ['replays'],
    ...whom,
  })),
  // Whoever gets another’s list does not get their own.
  mayBreak: ['own-access'],
  overrides: (base, clinic) => {
    const first = new Map<string, Promise<Page<Recording>> | null>();
    return {
      ...switchToVideo.overrides(base, clinic),
      visibleReplays: async (viewer, page) => {
        const key = pageKey(page);
        const known = first.get(key);
        if (known === null) return base.visibleReplays(viewer, page);
        const found = known ?? pause(cold).then(async () => base.visibleReplays(viewer, page));
        first.set(key, found);
        try {
          return await found;
        } finally {
          first.set(key, null);
        }
      },
    };
  },
};
