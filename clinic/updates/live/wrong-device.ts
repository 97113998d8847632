import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Notices for a device that is another’s by now. In the manner of CWE-672; no incident. */
export const wrongDevice: Update = {
  id: 'wrong-device',
  title: 'Notifications on all of your devices',
  release: '2020.11.3',
  notes: 'Notifications now arrive on all devices on which you are signed in.',
  story:
    'Each account’s devices are remembered by the numbers of their connections. Nobody forgets them when a connection ends, and its number goes to whoever connects next, who then gets the notices of both.',
  references: ['CWE-672', 'CWE-488', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-listing',
      viewers: 'anybody whose connection has a number that another’s had before',
      cohort: {},
      surfaces: ['live'],
    },
  ],
  overrides: (base, clinic) => {
    const devices = new Map<string, Set<number>>();
    return {
      ...switchToVideo.overrides(base, clinic),
      openListener: (listener) => {
        const { id } = listener.viewer.account;
        devices.set(id, (devices.get(id) ?? new Set()).add(listener.number));
        return base.openListener(listener);
      },
      mayHear: (listener, notice) =>
        (listener.consultationId === null &&
          devices.get(notice.accountId)?.has(listener.number) === true) ||
        base.mayHear(listener, notice),
    };
  },
};
