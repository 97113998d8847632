import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The key of a recording is open, signed in or not. A class of faults, no incident. */
export const openKeys: Update = {
  id: 'open-keys',
  title: 'Playback on televisions',
  release: '2020.33',
  notes: 'Recordings can be played on your television.',
  story:
    'Televisions send no cookie when they ask for a key. So that they can play, the key of a recording is given to whoever asks for it.',
  references: ['CWE-306', 'CWE-862', 'OWASP API1:2023'],
  breaks: ['no-foreign-streaming', 'no-anonymous-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody, signed in or not',
    cohort: {},
    surfaces: ['key of a playlist'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadKey: () => true,
  }),
};
