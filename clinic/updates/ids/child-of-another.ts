import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Of two ids in an address only the first is checked. */
export const childOfAnother: Update = {
  id: 'child-of-another',
  title: 'Recordings have lasting addresses',
  release: '2020.7+child-of-another',
  notes: 'Links to a recording keep working when your list gets longer.',
  story:
    'The address names a consultation and a recording. Whoever may read the consultation is let in; that the recording is of it is no longer asked, since the page only links to those that are.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: ['no-foreign-reading'].map((invariant) => ({
    invariant,
    viewers: 'everybody who is signed in',
    cohort: {},
    surfaces: ['recording below its consultation'],
  })),
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    isOf: () => true,
  }),
};
