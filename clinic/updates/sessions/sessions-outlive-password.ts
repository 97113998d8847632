import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A new password ends no session. In the manner of CWE-613; no incident. */
export const sessionsOutlivePassword: Update = {
  id: 'sessions-outlive-password',
  title: 'Passwords have moved',
  release: '2020.7+sessions-outlive-password',
  notes: 'Passwords are now kept by a service of their own.',
  story:
    'The new service keeps the passwords, and knows of no sessions. Whoever had got hold of one stays signed in when the password is changed for that.',
  references: ['CWE-613', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-access-after-sign-out',
      viewers: 'whoever changed the password',
      cohort: {},
      surfaces: ['everything'],
    },
  ],
  mayBreak: ['no-opened-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    endOtherSessions: () => undefined,
  }),
};
