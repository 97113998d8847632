import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * Headers that let every cache that keeps to the standard share an answer: it may be kept, and says nothing of what it
 * differs by. The clinic's own cache does as it is told. The class of faults: CWE-525, CWE-524.
 */
export const varyMissing: Update = {
  id: 'vary-missing',
  title: 'The account page opens faster',
  release: '2020.12.8+cache',
  notes: 'Your account’s details open faster.',
  story:
    'One’s own account may be kept for a minute (`public, max-age=60`), and says that it differs by the encoding alone. `Cookie` and `Authorization` fell out of its `Vary`.',
  references: ['CWE-524', 'CWE-525', 'OWASP API8:2023'],
  breaks: [
    'no-foreign-reading',
    'no-anonymous-access',
    'no-access-after-sign-out',
    'second-factor-required',
    'no-opened-access',
    'private-responses-not-shared',
  ].map((invariant) => ({
    invariant,
    viewers: 'whoever asks for their own account',
    cohort: {},
    surfaces: ['me'],
  })),
  // Whoever is given another’s is not given their own, and has the address of the other's calendar.
  mayBreak: ['own-access', 'no-foreign-listing'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    privateHeaders: (viewer, path) =>
      viewer !== null && path === '/api/me'
        ? { 'cache-control': 'public, max-age=60', vary: 'Accept-Encoding' }
        : base.privateHeaders(viewer, path),
  }),
};
