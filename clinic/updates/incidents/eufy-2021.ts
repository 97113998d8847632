import { findAccount } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The patient who signed up next. */
const next = `SELECT id FROM accounts
  WHERE role = 'patient' AND rowid > (SELECT rowid FROM accounts WHERE id = :id)
  ORDER BY rowid LIMIT 1`;

/** eufy, May 2021: a server update, after which people found themselves in the accounts of strangers. */
export const eufy2021: Update = {
  id: 'eufy-2021',
  title: 'A faster server',
  release: '2020.7+eufy-2021',
  notes: 'We have updated our servers. You need not do anything.',
  story:
    'On 17 May 2021 an update of eufy’s servers showed 712 people the cameras of strangers. Europe was not affected, and signing out and in again cured it. How it came about was never published; this is in its manner: the numbers by which old sessions were moved to the new server are off by one, outside of one region.',
  references: ['CWE-613', 'CWE-488'],
  breaks: ['no-foreign-listing', 'no-foreign-reading', 'own-access'].map((invariant) => ({
    invariant,
    viewers: 'patients outside of Ireland whose session dates from before the update',
    cohort: { region: 'uk', session: 'before' },
    surfaces: ['everything'],
  })),
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    findViewer: async (token) => {
      const viewer = await base.findViewer(token);
      if (viewer === null || viewer.account.region !== 'uk') return viewer;
      if (viewer.session.createdAt >= clinic.release.appliedAt) return viewer;
      const { id } = clinic.store.get<{ id: string }>(next, { id: viewer.account.id }) ?? {};
      const account = id === undefined ? undefined : findAccount(clinic.store, id);
      return account === undefined ? viewer : { ...viewer, account };
    },
  }),
};
