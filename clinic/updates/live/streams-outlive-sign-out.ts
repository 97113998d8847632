import { sessionToken } from '../../http/session-token.ts';
import { findAccount } from '../../sign-in/account.ts';
import type { Client } from '../../sign-in/account.ts';
import { tokenHash } from '../../store/ids.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const copied = `SELECT account_id AS accountId, client, created_at AS createdAt FROM sessions WHERE id = :id`;

/** Notifications come from a gateway with sessions of its own. In the manner of CWE-613; no incident. */
export const streamsOutliveSignOut: Update = {
  id: 'streams-outlive-sign-out',
  title: 'Notifications by a gateway',
  release: '2020.11.19',
  notes: 'Notifications now arrive without delay, from servers made for nothing else.',
  story:
    'The gateway for notifications has a copy of all sessions, to which new ones are added. Nobody tells it of a sign-out.',
  references: ['CWE-613', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'no-access-after-sign-out',
      viewers: 'whoever has signed out',
      cohort: {},
      surfaces: ['live'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    isStillSignedIn: () => true,
    extraRoutes: (api) => {
      api.use('/api/live', async (context, next) => {
        const token = sessionToken(context.req.raw.headers);
        const id = tokenHash(token ?? '');
        const session = clinic.store.get<{ accountId: string; client: Client; createdAt: number }>(
          copied,
          { id },
        );
        const account = session && findAccount(clinic.store, session.accountId);
        if (session !== undefined && account !== undefined) {
          const { client, createdAt } = session;
          context.set('viewer', { account, session: { id, client, createdAt } });
        }
        return next();
      });
    },
  }),
};
