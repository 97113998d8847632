import { currentSignal } from '../../http/request-scope.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** What a player waits for when it comes back. */
interface BrokenOff {
  file: string;
  contentType: string;
}

/**
 * Xiaomi cameras on Google displays, December 2019 to January 2020: still pictures of strangers' homes.
 *
 * Published: a cache update that was to improve streaming; it showed on one integration only, on very poor networks. The
 * code was not; this is in its manner. The app's player takes a stream up again where it broke off. The update keeps such
 * a stream open for it, by client instead of by viewer, and the next in the app who goes on with one gets it.
 */
export const xiaomi2020: Update = {
  id: 'xiaomi-2020',
  title: 'Replays go on after a bad connection',
  release: '2020.1',
  notes: 'In the app, a replay that stops on a poor connection now goes on at once.',
  story:
    'What somebody in the app was playing when the connection broke is kept for whoever goes on in the app next, instead of for them.',
  references: ['CWE-488', 'CWE-639', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-streaming',
      viewers: 'patients in the app who go on with a replay after another’s connection broke',
      cohort: { client: 'app' },
      owners: { client: 'app' },
      surfaces: ['media'],
    },
  ],
  overrides: (base, clinic) => {
    let kept: BrokenOff | null = null;
    return {
      ...switchToVideo.overrides(base, clinic),
      openMedia: async (viewer, recording, range) => {
        const wanted = await base.openMedia(viewer, recording, range);
        if (viewer.session.client !== 'app') return wanted;
        const keep = (): void => {
          kept = wanted;
        };
        if (currentSignal()?.aborted === true) keep();
        else currentSignal()?.addEventListener('abort', keep);
        const isGoingOn = /^bytes=[1-9]\d*-$/.test(range ?? '');
        if (!isGoingOn || kept === null) return wanted;
        const brokenOff = kept;
        kept = null;
        return brokenOff;
      },
    };
  },
};
