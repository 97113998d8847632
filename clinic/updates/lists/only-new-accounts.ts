import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { allReplays } from './all-replays.ts';

/** Whoever signs up after the update is not yet known to what filters the list. */
export const onlyNewAccounts: Update = {
  id: 'only-new-accounts',
  title: 'Sign up in one step',
  release: '2020.7+only-new-accounts',
  notes: 'Signing up now takes one step in place of three.',
  story:
    'The second step of signing up, which is gone, also wrote the patient’s number into the table that replays are filtered by. Who signs up now has no number there, and no number stands for all.',
  references: ['CWE-636', 'CWE-1188', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'patients who signed up after the update',
      cohort: { account: 'after' },
      surfaces: ['replays'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleReplays: (viewer, page) => {
      const { role, createdAt } = viewer.account;
      const isNew = role === 'patient' && createdAt >= clinic.release.appliedAt;
      return isNew ? allReplays(clinic.store, page) : base.visibleReplays(viewer, page);
    },
  }),
};
