import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const moved = 'SELECT now_id AS id FROM moved_records WHERE record_id = :id';

/** Records that are moved get their neighbour’s number. In the manner of CWE-706; no incident. */
export const migratedRecords: Update = {
  id: 'migrated-records',
  title: 'A new laboratory system',
  release: '2020.40.10',
  notes: 'Results now come from our new laboratory system. Your older ones have been moved.',
  story:
    'Records that were there before the update are numbered anew, and the numbers are off by one.',
  references: ['CWE-706', 'CWE-863', 'OWASP API1:2023'],
  breaks: ['no-foreign-listing', 'own-access'].map((invariant) => ({
    invariant,
    viewers: 'patients with results in the app whose account is from before the update',
    cohort: { client: 'app', account: 'before' },
    owners: { account: 'before' },
    surfaces: ['results'],
  })),
  mayBreak: ['no-access-after-revocation'],
  migration: `
    DROP TABLE IF EXISTS moved_records;
    CREATE TABLE moved_records (record_id TEXT PRIMARY KEY, now_id TEXT NOT NULL) STRICT;
    INSERT INTO moved_records SELECT id,
      coalesce(lead(id) OVER (ORDER BY id), first_value(id) OVER (ORDER BY id)) FROM lab_records;`,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    visibleLabTests: (viewer, record) => {
      const { id } = clinic.store.get<{ id: string }>(moved, { id: record.id }) ?? record;
      return base.visibleLabTests(viewer, { ...record, id });
    },
  }),
};
