import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** Look-ups that go out one by one; more of them wait for each other and go out as one. */
const fewAtOnce = 4;

/** A look-up that waits, and who is answered by it. */
interface Waiting {
  id: string;
  answer: (picture: Promise<Uint8Array>) => void;
}

/**
 * Wyze, 16 February 2024: about 13,000 users got thumbnails of strangers' cameras, after an outage.
 *
 * Published: a newly integrated caching client mixed up device ids and user ids under the load of all devices coming back
 * at once. The code was not; this is in its manner. The client puts look-ups together once many wait for a cold cache. It
 * asks for the batch in the order of ids, as its cache keeps them, and hands out the answers in the order of callers.
 */
export const wyze2024: Update = {
  id: 'wyze-2024',
  title: 'Thumbnails are cached',
  release: '2024.2',
  notes: 'Pictures of your replays now show at once, also after maintenance.',
  story:
    'A caching client puts look-ups of thumbnails together when many come at once. What the cache does not have yet is fetched in the order of ids, and handed out in the order of callers.',
  references: ['CWE-362', 'CWE-488', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-foreign-streaming',
      viewers:
        'patients with a video, who open its picture together with many others right after the update',
      cohort: {},
      surfaces: ['thumbnail'],
    },
  ],
  overrides: (base, clinic) => {
    const kept = new Map<string, Uint8Array>();
    let waiting: Waiting[] = [];
    const flush = (fetch: (id: string) => Promise<Uint8Array>): void => {
      const batch = waiting;
      waiting = [];
      const ids = batch.map(({ id }) => id);
      const inOrder = ids.length > fewAtOnce ? ids.toSorted() : ids;
      batch.forEach(({ answer }, index) => answer(fetch(inOrder[index] ?? '')));
    };
    return {
      ...switchToVideo.overrides(base, clinic),
      readThumbnail: async (viewer, recording) => {
        const known = kept.get(recording.id);
        if (known !== undefined) return known;
        const fetch = async (id: string): Promise<Uint8Array> => {
          const picture = await base.readThumbnail(viewer, { ...recording, id });
          kept.set(id, picture);
          return picture;
        };
        const { promise, resolve } = Promise.withResolvers<Uint8Array>();
        // Whoever comes within the same moment goes with it.
        if (waiting.push({ id: recording.id, answer: resolve }) === 1)
          setTimeout(() => flush(fetch), 3);
        return promise;
      },
    };
  },
};
