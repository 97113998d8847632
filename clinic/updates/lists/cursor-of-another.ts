import { findAccount } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A cursor names its list, and nobody looks whose that is. */
export const cursorOfAnother: Update = {
  id: 'cursor-of-another',
  title: 'Pages that never skip',
  release: '2020.7+cursor-of-another',
  notes: 'A list that grows while you turn its pages skips nothing now.',
  story:
    'A cursor stands for the list that it was given with. Whoever sends a cursor is shown how that list goes on.',
  references: ['CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'patients who send the cursor of another’s list',
      cohort: {},
      surfaces: ['replays'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleReplays: async (viewer, page) => {
      const last = page.after === null ? null : await base.findRecording(page.after.id);
      const patient = last === null ? undefined : findAccount(clinic.store, last.patientId);
      return base.visibleReplays(
        patient === undefined || viewer.account.role !== 'patient'
          ? viewer
          : { ...viewer, account: patient },
        page,
      );
    },
  }),
};
