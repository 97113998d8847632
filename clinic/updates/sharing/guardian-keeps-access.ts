import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A guardian stays one when that ends. In the manner of CWE-613; no incident. */
export const guardianKeepsAccess: Update = {
  id: 'guardian-keeps-access',
  title: 'Guardians come from the register',
  release: '2020.40.7',
  notes: 'We now ask the national register who a child’s guardians are.',
  story: 'The end of a guardianship waits for word from the register, which never comes.',
  references: ['CWE-613', 'CWE-285', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'relatives whose guardianship ended after the update',
      cohort: {},
      surfaces: ['consultations', 'consultation', 'recording', 'media', 'transcript'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    endGuardianship: () => undefined,
  }),
};
