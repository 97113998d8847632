import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** What patients had ended comes back with the update. In the manner of CWE-613; no incident. */
export const revocationUndone: Update = {
  id: 'revocation-undone',
  title: 'Shares in one place',
  release: '2020.40.9',
  notes: 'All that you share now stands in one place.',
  story:
    'Shares are moved with the time until which they were to last, and not with whether they were ended before.',
  references: ['CWE-613', 'CWE-672', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'patients with whom a consultation was shared, which was ended before the update',
      cohort: {},
      surfaces: ['consultation', 'recording', 'media', 'thumbnail', 'transcript', 'player'],
    },
  ],
  migration: 'UPDATE shares SET ended_at = NULL;',
  overrides: switchToVideo.overrides,
};
