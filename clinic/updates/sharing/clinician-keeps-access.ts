import type { Entry } from '../../access/entry.ts';
import type { Viewer } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const treatedOnce = `SELECT 1 FROM reassignments
  WHERE consultation_id = :consultation AND from_id = :viewer LIMIT 1`;

/** A clinician keeps what another one has taken over. In the manner of CWE-285; no incident. */
export const clinicianKeepsAccess: Update = {
  id: 'clinician-keeps-access',
  title: 'Letters can be finished later',
  release: '2020.40.8',
  notes: 'Clinicians can finish a letter after a colleague has taken over.',
  story: 'Whoever treated a consultation once may read it for good, with all recordings.',
  references: ['CWE-285', 'CWE-863', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'clinicians who treated a consultation that another one took over',
      cohort: {},
      surfaces: ['consultation', 'recording', 'media', 'thumbnail', 'transcript', 'player'],
    },
  ],
  overrides: (base, clinic) => {
    const treated = ({ account }: Viewer, { consultationId: consultation }: Entry): boolean =>
      clinic.store.get(treatedOnce, { viewer: account.id, consultation }) !== undefined;
    return {
      ...switchToVideo.overrides(base, clinic),
      mayReadShared: async (viewer, entry) =>
        (await base.mayReadShared(viewer, entry)) || treated(viewer, entry),
    };
  },
};
