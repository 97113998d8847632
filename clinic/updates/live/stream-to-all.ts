import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Server-sent events that go to every stream of a gateway. In the manner of CWE-200; no incident. */
export const streamToAll: Update = {
  id: 'stream-to-all',
  title: 'Notifications by a gateway of each country',
  release: '2020.11.2',
  notes: 'Notifications now reach patients in Ireland without a detour, and so in less time.',
  story:
    'Ireland got a gateway of its own. It was to be told which account each notice is for; until then it passes each one on to all streams that it holds.',
  references: ['CWE-200', 'CWE-488', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'Irish patients',
      cohort: { region: 'ie' },
      surfaces: ['live'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayHear: (listener, notice) =>
      (listener.consultationId === null && listener.viewer.account.region === 'ie') ||
      base.mayHear(listener, notice),
  }),
};
