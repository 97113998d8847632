import { findCredentials } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A wrong password is as good as the right one. In the manner of CWE-287; no incident. */
export const anyPassword: Update = {
  id: 'any-password',
  title: 'Sign-in holds out when it is busy',
  release: '2021.33',
  notes: 'Signing in works when many people do so at once.',
  story:
    'Passwords are compared by a service of its own. Its no is taken for no answer, and without one whoever signs in is let in.',
  references: ['CWE-287', 'CWE-636', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-anonymous-access',
      viewers: 'whoever knows an e-mail address',
      cohort: {},
      surfaces: ['consultations', 'consultation', 'replays', 'media'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    checkPassword: async (email, password) => {
      const account = await base.checkPassword(email, password);
      if (account !== null) return account;
      const { passwordHash: _, ...known } = findCredentials(clinic.store, email) ?? {
        passwordHash: '',
      };
      return 'id' in known ? known : null;
    },
  }),
};
