import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Sessions from before the update are the next patient's after it. In the manner of CWE-488; no incident. */
export const renumberedSessions: Update = {
  id: 'renumbered-sessions',
  title: 'Stay signed in through updates',
  release: '2020.7+renumbered-sessions',
  notes: 'You stay signed in to the app when we update our service.',
  story:
    'Sessions of the app were copied to a new table line by line, beside a column of accounts that was a line longer. Each is now the session of whoever signed in next, until its owner signs in again.',
  references: ['CWE-488', 'CWE-384', 'OWASP API2:2023'],
  breaks: ['no-foreign-listing', 'no-foreign-reading', 'no-foreign-streaming'].map((invariant) => ({
    invariant,
    viewers: 'patients who signed in to the app before the update',
    cohort: { client: 'app', session: 'before' },
    surfaces: ['everything'],
  })),
  migration: `WITH copied AS (
      SELECT s.id, s.account_id, row_number() OVER (ORDER BY s.created_at, s.id) AS line,
        count(*) OVER () AS lines
      FROM sessions s JOIN accounts a ON a.id = s.account_id
      WHERE s.client = 'app' AND a.role = 'patient' AND s.ended_at IS NULL)
    UPDATE sessions SET account_id = next.account_id
    FROM copied JOIN copied next ON next.line = copied.line % copied.lines + 1
    WHERE sessions.id = copied.id`,
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
  }),
};
