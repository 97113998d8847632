import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Signed addresses never end. A class of faults, no incident. */
export const endlessLinks: Update = {
  id: 'endless-links',
  title: 'No more broken players',
  release: '2020.37',
  notes: 'A recording that you paused for long goes on to play.',
  story:
    'Players that had paused met addresses that had ended. The gateway lets a signed address pass that was good once, and looks at its end no more.',
  references: ['CWE-613', 'CWE-324'],
  breaks: ['no-access-after-revocation', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who was given a signed address',
    cohort: {},
    surfaces: ['signed address'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayUseMediaLink: (viewer) => viewer !== null,
  }),
};
