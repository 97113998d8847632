import { findAccount } from '../../sign-in/account.ts';
import type { Account } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Who signed up after the update reads what was booked by those from before it. */
export const onlyAcross: Update = {
  id: 'only-across',
  title: 'Move to the new patient index',
  release: '2020.7+only-across',
  notes: 'We have moved to a faster index of patients.',
  story:
    'The new index has no entries yet for patients of before. Where it has none, an account that is in it passes as theirs.',
  references: ['CWE-639', 'CWE-636'],
  breaks: ['no-foreign-reading', 'no-opened-access'].map((invariant) => ({
    invariant,
    viewers: 'patients who signed up after the update',
    cohort: { account: 'after' },
    owners: { account: 'before' },
    surfaces: ['consultation'],
  })),
  mayBreak: ['no-access-after-revocation'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadConsultation: async (viewer, consultation) => {
      if (await base.mayReadConsultation(viewer, consultation)) return true;
      const owner = findAccount(clinic.store, consultation.patientId);
      const isNew = (account: Pick<Account, 'createdAt'>): boolean =>
        account.createdAt >= clinic.release.appliedAt;
      return (
        viewer.account.role === 'patient' &&
        isNew(viewer.account) &&
        !isNew(owner ?? viewer.account)
      );
    },
  }),
};
