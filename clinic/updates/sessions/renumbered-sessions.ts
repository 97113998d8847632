import { findAccount } from '../../sign-in/account.ts';
import type { Viewer } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const moved = 'SELECT account_id AS id FROM moved_sessions WHERE id = :session';

/** Sessions from before the update are the next patient's after it, where lists are read. In the manner of CWE-488; no incident. */
export const renumberedSessions: Update = {
  id: 'renumbered-sessions',
  title: 'Stay signed in through updates',
  release: '2020.7+renumbered-sessions',
  notes: 'You stay signed in to the app when we update our service.',
  story:
    'Lists are read by a service of their own now. Sessions of the app were copied to it line by line, beside a column of accounts that was a line longer. Each is there the session of the patient who comes next, until its owner signs in again.',
  references: ['CWE-488', 'CWE-384', 'OWASP API2:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading'].map((invariant) => ({
    invariant,
    viewers: 'patients who signed in to the app before the update',
    cohort: { client: 'app', session: 'before' },
    owners: { session: 'before' },
    surfaces: ['consultations', 'replays', 'account'],
  })),
  mayBreak: ['own-access', 'no-opened-access'],
  migration: `CREATE TABLE IF NOT EXISTS moved_sessions (id TEXT PRIMARY KEY, account_id TEXT NOT NULL) STRICT;
    WITH lines AS (
      SELECT a.id, row_number() OVER (ORDER BY a.created_at, a.id) AS line, count(*) OVER () AS last
      FROM accounts a WHERE a.role = 'patient' AND EXISTS (
        SELECT 1 FROM sessions s WHERE s.account_id = a.id AND s.ended_at IS NULL))
    INSERT OR IGNORE INTO moved_sessions (id, account_id)
      SELECT s.id, next.id FROM sessions s JOIN lines ON lines.id = s.account_id
      JOIN lines next ON next.line = lines.line % lines.last + 1
      WHERE s.client = 'app' AND s.ended_at IS NULL`,
  overrides: (base, clinic) => {
    const asMoved = (viewer: Viewer): Viewer => {
      const next = clinic.store.get<{ id: string }>(moved, { session: viewer.session.id });
      const account = next === undefined ? undefined : findAccount(clinic.store, next.id);
      return account === undefined ? viewer : { ...viewer, account };
    };
    return {
      ...switchToVideo.overrides(base, clinic),
      findOwnAccount: (viewer) => base.findOwnAccount(asMoved(viewer)),
      visibleConsultations: (viewer, page) => base.visibleConsultations(asMoved(viewer), page),
      visibleReplays: (viewer, page) => base.visibleReplays(asMoved(viewer), page),
    };
  },
};
