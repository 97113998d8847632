import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** What is named in a body is not checked as an address would be. */
export const letterForAnybody: Update = {
  id: 'letter-for-anybody',
  title: 'Letters at once',
  release: '2020.7+letter-for-anybody',
  notes: 'Letters for your employer are ready at once.',
  story: 'The check looks at the ids of an address. The id of a letter stands in the body.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    surfaces: ['letter'],
  })),
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayHaveLetter: () => true,
  }),
};
