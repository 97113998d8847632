import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { keeping, pathOf } from './keeping.ts';

/** A cache's key that lacks the session, on one route. The class of faults: CWE-524. */
export const keyWithoutSession: Update = {
  id: 'key-without-session',
  title: 'Replays open at once',
  release: '2020.11.3+cache',
  notes: 'Your consultation replays are there as soon as you open them.',
  story:
    'The list of replays is kept for a minute under its address. The key has no session in it, and nobody asks the clinic whose it is: not even for people who have signed out, or never signed in.',
  references: ['CWE-524', 'OWASP API8:2023'],
  breaks: [
    'no-foreign-listing',
    'no-anonymous-access',
    'no-access-after-sign-out',
    'second-factor-required',
    'no-opened-access',
    'own-access',
  ].map((invariant) => ({
    invariant,
    viewers: 'whoever asks for the list of replays',
    cohort: {},
    surfaces: ['replays'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    ...keeping(base, { takes: (request) => pathOf(request) === '/api/replays', seconds: 60 }),
  }),
};
