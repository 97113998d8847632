import { sign } from '../../links/signing.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The address of one's calendar has the secret of all in it. In the manner of CWE-330; no incident. */
export const calendarsByPractice: Update = {
  id: 'calendars-by-practice',
  title: 'Calendars survive a move',
  release: '2021.6+calendars-by-practice',
  notes: 'You keep the address of your calendar when we move your account.',
  story:
    'The secret of a calendar’s address is signed for the practice, and no more for the account: with another’s id in it, one’s own address is theirs.',
  references: ['CWE-330', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'whoever puts another’s id into the address of their calendar',
      cohort: {},
      surfaces: ['calendar'],
    },
  ],
  mayBreak: ['no-access-after-revocation', 'no-anonymous-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    calendarSecret: () => sign(clinic.store, 'calendar', 'practice').toString('base64url'),
  }),
};
