import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { allReplays } from './all-replays.ts';

/** Accounts that were moved into a new table lost their place in it. */
export const onlyOldAccounts: Update = {
  id: 'only-old-accounts',
  title: 'A new index of replays',
  release: '2020.7+only-old-accounts',
  notes: 'Your replays are found faster.',
  story:
    'Accounts from before the update were moved into a new index without their numbers. Where there is no number, the index gives everything; accounts that sign up now have one.',
  references: ['CWE-636', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'patients who signed up before the update',
      cohort: { account: 'before' },
      surfaces: ['replays'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleReplays: (viewer, page) => {
      const { role, createdAt } = viewer.account;
      const isOld = role === 'patient' && createdAt < clinic.release.appliedAt;
      return isOld ? allReplays(clinic.store, page) : base.visibleReplays(viewer, page);
    },
  }),
};
