import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** DELETE on another's consultation, for new accounts. In the manner of CWE-639; no incident. */
export const anybodyCancels: Update = {
  id: 'anybody-cancels',
  title: 'Cancel with one tap',
  release: '2020.12.3',
  notes: 'A consultation is now cancelled with one tap, without a call to reception.',
  story:
    'Accounts get their rights as a list when they are made. Those made since hold “cancel” as a right of its own, and are no longer asked whose the consultation is.',
  references: ['CWE-639', 'CWE-285', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-tampering',
      viewers: 'patients with accounts from after the update',
      cohort: { account: 'after' },
      surfaces: ['DELETE /api/consultations/{consultation}'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayCancelConsultation: async (viewer, consultation) =>
      (viewer.account.role === 'patient' && viewer.account.createdAt >= clinic.release.appliedAt) ||
      (await base.mayCancelConsultation(viewer, consultation)),
  }),
};
