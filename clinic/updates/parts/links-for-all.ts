import { sign } from '../../links/signing.ts';
import { findRecording } from '../../recordings/recording.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Signed addresses of recordings with pictures work for whoever has them. A class of faults, no incident. */
export const linksForAll: Update = {
  id: 'links-for-all',
  title: 'Faster video',
  release: '2020.36',
  notes: 'Recordings with pictures load faster.',
  story:
    'Signed addresses of recordings with pictures are cached by a network that knows no sessions. So their signature covers the recording and its end, and no longer whose address it is.',
  references: ['CWE-639', 'CWE-294', 'OWASP API1:2023'],
  breaks: [
    'no-foreign-streaming',
    'no-anonymous-access',
    'no-access-after-sign-out',
    'second-factor-required',
    'no-opened-access',
  ].map((invariant) => ({
    invariant,
    viewers: 'everybody who has the address, signed in or not',
    cohort: {},
    surfaces: ['signed address'],
  })),
  overrides: (base, clinic) => {
    const { store, clock } = clinic;
    const isCached = (id: string): boolean => findRecording(store, id)?.hasThumbnail === 1;
    return {
      ...switchToVideo.overrides(base, clinic),
      signMediaLink: (viewer, link) => {
        const { recordingId, expiresAt } = link;
        if (!isCached(recordingId)) return base.signMediaLink(viewer, link);
        return sign(store, 'cached', recordingId, String(expiresAt)).toString('base64url');
      },
      mayUseMediaLink: (viewer, link) =>
        isCached(link.recordingId)
          ? clock.now() < link.expiresAt
          : base.mayUseMediaLink(viewer, link),
    };
  },
};
