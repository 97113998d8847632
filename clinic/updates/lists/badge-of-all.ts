import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const ofAll = 'SELECT count(*) AS unread FROM notices WHERE read_at IS NULL';

/** A badge that counts what others have not read. In the manner of CWE-200; no incident. */
export const badgeOfAll: Update = {
  id: 'badge-of-all',
  title: 'A badge on the app’s icon',
  release: '2020.11.4',
  notes: 'The app’s icon now shows how many notifications you have not read.',
  story:
    'Badges are pushed by a service that knows devices, and no accounts: it counts what nobody has read. The number names nobody, and moves when others book.',
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
    countUnread: (viewer) =>
      viewer.session.client === 'app'
        ? (clinic.store.get<{ unread: number }>(ofAll)?.unread ?? 0)
        : base.countUnread(viewer),
  }),
};
