import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/**
 * TSB, 22 April 2018: after all customers had been moved to a new platform in a weekend, some saw other people’s
 * accounts; mostly, TSB said, of people who were linked to each other. How was not published.
 *
 * In its manner: the new platform knows one kind of link, that of guardians, and each link to a relative becomes one.
 * Who is linked later has the new platform’s form, which tells them apart.
 */
export const tsb2018: Update = {
  id: 'tsb-2018',
  title: 'Families on our new platform',
  release: '2020.40.3',
  notes: 'Accounts of families have moved to our new platform.',
  story:
    'Links to relatives that were there before the update are moved as if they were guardians’.',
  references: ['CWE-266', 'CWE-863', 'OWASP API1:2023'],
  breaks: [
    'no-foreign-listing',
    'no-foreign-reading',
    'no-foreign-streaming',
    // Some of them had been guardians, which had ended.
    'no-access-after-revocation',
  ].map((invariant) => ({
    invariant,
    viewers: 'relatives who were linked to a patient before the update',
    cohort: {},
    owners: { account: 'before' },
    surfaces: ['consultations', 'consultation', 'recording', 'media', 'thumbnail', 'transcript'],
  })),
  // Relatives who were refused before are let in now.
  mayBreak: ['no-opened-access'],
  migration: `
    INSERT INTO guardians (id, patient_id, guardian_id, created_at)
      SELECT 'gua' || substr(r.id, 4), r.patient_id, r.relative_id, r.created_at FROM relatives r
      WHERE NOT EXISTS (SELECT 1 FROM guardians g
        WHERE g.id = 'gua' || substr(r.id, 4));`,
  overrides: switchToVideo.overrides,
};
