import { findAccount } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** The next account of those outside of the European Union that had a session before the update; the first after the last. */
const next = `SELECT a.id FROM accounts a
  WHERE a.region <> 'ie' AND a.created_at < :appliedAt AND a.id <> :id
    AND EXISTS (SELECT 1 FROM sessions s WHERE s.account_id = a.id AND s.created_at < :appliedAt)
  ORDER BY a.id < :id, a.id LIMIT 1`;

/**
 * Eufy, 17 May 2021: after an update of the server, 712 users in seven countries found themselves in strangers’
 * accounts. Europe was not affected; to sign out and in again cured it. The mechanism was not published.
 *
 * In its manner: sessions that were open before the update are looked up in the new store by a number that is off by one.
 * Sessions of the European Union’s servers (here: Ireland’s) had been moved before, and are right.
 */
export const eufy2021: Update = {
  id: 'eufy-2021',
  title: 'A new server for sessions',
  release: '2020.40.4',
  notes: 'We have updated our servers. You stay signed in.',
  story:
    'Sessions from before the update lead to the account next to one’s own, outside of Ireland.',
  references: ['CWE-488', 'CWE-384', 'OWASP API2:2023'],
  breaks: [
    'no-foreign-listing',
    'no-foreign-reading',
    'no-foreign-streaming',
    'own-access',
    'no-opened-access',
  ].map((invariant) => ({
    invariant,
    viewers: 'UK patients who were signed in before the update',
    cohort: { region: 'uk', session: 'before' },
    owners: { region: 'uk', account: 'before' },
    surfaces: ['me', 'consultations', 'replays'],
  })),
  // Who is taken for another writes as them, and sees their numbers.
  mayBreak: [
    'no-access-after-revocation',
    'no-tampering',
    'outbound-to-the-right-party',
    'undisturbed-view',
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    findViewer: async (token) => {
      const viewer = await base.findViewer(token);
      const { appliedAt } = clinic.release;
      if (viewer === null || viewer.session.createdAt >= appliedAt) return viewer;
      const { id, region } = viewer.account;
      if (region === null || region === 'ie') return viewer;
      const found = clinic.store.get<{ id: string }>(next, { id, appliedAt });
      const other = found && findAccount(clinic.store, found.id);
      return other === undefined ? viewer : { ...viewer, account: other };
    },
  }),
};
