import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const ofRegion = `SELECT count(*) AS unread FROM notices n JOIN accounts a ON a.id = n.account_id
  WHERE a.region = :region AND n.read_at IS NULL`;

/** A badge that counts what others have not read. In the manner of CWE-200; no incident. */
export const badgeOfTheRegion: Update = {
  id: 'badge-of-the-region',
  title: 'A badge on the app’s icon',
  release: '2020.11.4',
  notes: 'The app’s icon now shows how many notifications you have not read.',
  story:
    'Badges are pushed by a service that knows the region of a device, and not its account: it counts what nobody in the region has read. The number names nobody, and moves when others book.',
  references: ['CWE-200', 'CWE-203', 'OWASP API3:2023'],
  breaks: [
    {
      invariant: 'undisturbed-view',
      viewers: 'patients who use the app',
      cohort: { client: 'app' },
      surfaces: ['counts'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    countUnread: (viewer) => {
      const { region } = viewer.account;
      if (viewer.session.client !== 'app' || region === null) return base.countUnread(viewer);
      return clinic.store.get<{ unread: number }>(ofRegion, { region })?.unread ?? 0;
    },
  }),
};
