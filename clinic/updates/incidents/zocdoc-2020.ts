import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * Zocdoc, August 2020: staff of practices whose access to the provider portal had been removed or limited could use it
 * again, because of programming errors; 7,600 patients.
 *
 * In its manner: the update rebuilds the portal’s permissions, and does not take over that some had ended.
 */
export const zocdoc2020: Update = {
  id: 'zocdoc-2020',
  title: 'A faster staff portal',
  release: '2020.40.2',
  notes: 'The staff portal opens faster. Permissions were taken over as they are.',
  story:
    'Permissions of the staff portal are rebuilt without the column that says that they ended.',
  references: ['CWE-613', 'CWE-285', 'OWASP API5:2023'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'receptionists whose access to a patient was taken away before the update',
      cohort: {},
      surfaces: ['consultation'],
    },
  ],
  migration: `
    UPDATE members SET revoked_at = NULL;
    UPDATE desk_patients SET ended_at = NULL;`,
  overrides: switchToVideo.overrides,
};
