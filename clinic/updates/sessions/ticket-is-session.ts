import type { Clinic } from '../../clinic.ts';
import { accountColumns } from '../../sign-in/account.ts';
import type { Account, Client, Viewer } from '../../sign-in/account.ts';
import { tokenHash } from '../../store/ids.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const holder = `SELECT ${accountColumns}, t.client FROM tickets t
  JOIN accounts a ON a.id = t.account_id WHERE t.id = :id AND t.expires_at > :now`;

/** Whoever a ticket was given to, as if they were signed in. */
function holderOf({ store, clock }: Clinic, ticket: string): Viewer | null {
  const id = tokenHash(ticket);
  const row = store.get<Account & { client: Client }>(holder, { id, now: clock.now() });
  if (row === undefined) return null;
  const { client, ...account } = row;
  return { account, session: { id, client, createdAt: clock.now() } };
}

/** What the first step gives for the second is taken for a session. */
export const ticketIsSession: Update = {
  id: 'ticket-is-session',
  title: 'One kind of token',
  release: '2020.7+ticket-is-session',
  notes: 'Signing in is simpler inside.',
  story:
    'Tickets and sessions are looked up together now. That a ticket waits for its code is not asked.',
  references: ['CWE-287', 'CWE-304', 'OWASP API2:2023'],
  breaks: [
    {
      invariant: 'second-factor-required',
      viewers: 'patients with a second factor',
      // Nobody else is asked for one.
      cohort: {},
      surfaces: ['everything'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    findViewer: async (token) => (await base.findViewer(token)) ?? holderOf(clinic, token),
  }),
};
