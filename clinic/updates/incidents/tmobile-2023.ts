import { findAccount } from '../../sign-in/account.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** How often it changes whose data an account is shown, in ms. */
const every = 15 * 60_000;

const inOrder = `SELECT id FROM accounts WHERE role = 'patient' ORDER BY created_at, id`;

/**
 * T-Mobile, 20 September 2023: customers saw others' names, addresses and bills in the app.
 *
 * Published: a planned overnight technology update; fewer than 100 customers; people reported that what they saw
 * changed about every quarter of an hour. The mechanism never was; this is in its manner. Profiles are read through a
 * list of customers that is drawn up anew every 15 minutes, for the first time a quarter of an hour after the update,
 * and the app keeps a place in that list instead of an account's id: the list shifts, the places stay.
 */
export const tmobile2023: Update = {
  id: 'tmobile-2023',
  title: 'Profiles come from the new customer platform',
  release: '2020.9',
  notes: 'Tonight we moved your profile to our new platform. You need not do anything.',
  story:
    'A planned overnight update; fewer than 100 customers of an app saw the data of others, which changed about every 15 minutes. How was never published: here, the app keeps a place in a list that is drawn up anew every quarter of an hour.',
  references: ['CWE-488', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-reading',
      viewers: 'patients who use the app, from a quarter of an hour after the update on',
      cohort: { client: 'app' },
      surfaces: ['me'],
    },
  ],
  // The profile of another has the address of their calendar in it, in place of one's own.
  mayBreak: ['no-foreign-listing', 'own-access'],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    findOwnAccount: (viewer) => {
      const { store, clock, release } = clinic;
      const turn = Math.floor((clock.now() - release.appliedAt) / every);
      const { account, session } = viewer;
      if (turn === 0 || session.client !== 'app' || account.role !== 'patient')
        return base.findOwnAccount(viewer);
      const ids = store.all<{ id: string }>(inOrder).map(({ id }) => id);
      const place = (ids.indexOf(account.id) + turn) % ids.length;
      return findAccount(store, ids[place] ?? '') ?? base.findOwnAccount(viewer);
    },
  }),
};
