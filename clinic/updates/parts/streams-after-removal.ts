import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Awaitable } from '../../clinic-functions.ts';
import type { Recording } from '../../recordings/recording.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

/** A recording that was played once streams on when its consultation has been removed. A class of faults, no incident. */
export const streamsAfterRemoval: Update = {
  id: 'streams-after-removal',
  title: 'Recordings play at once',
  release: '2020.43',
  notes: 'What you have played before plays without waiting.',
  story:
    'The streaming server keeps what was played once, with what it needs to know of it. Nobody tells it that a consultation was removed.',
  references: ['CWE-212', 'CWE-459'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'patients who played a recording and removed its consultation',
      cohort: {},
      surfaces: ['media'],
    },
  ],
  overrides: (base, clinic) => {
    const cache = join(clinic.mediaFolder, '..', 'played');
    const played = new Map<string, Recording>();
    const isThere = async (id: string): Promise<boolean> => (await base.findRecording(id)) !== null;
    /** All but the film itself asks whether it is there. */
    const ofWhatIsThere =
      <Who>(may: (viewer: Who, recording: Recording) => Awaitable<boolean>) =>
      async (viewer: Who, recording: Recording): Promise<boolean> =>
        (await isThere(recording.id)) && may(viewer, recording);
    return {
      ...switchToVideo.overrides(base, clinic),
      openMedia: async (viewer, recording, range) => {
        const file = join(cache, recording.id);
        const { contentType } = recording;
        if (!played.has(recording.id)) {
          const original = await base.openMedia(viewer, recording, range);
          await mkdir(cache, { recursive: true });
          await copyFile(original.file, file);
          played.set(recording.id, recording);
        }
        return { file, contentType };
      },
      findRecording: async (id) => (await base.findRecording(id)) ?? played.get(id) ?? null,
      mayReadRecording: ofWhatIsThere(base.mayReadRecording),
      maySeeThumbnail: ofWhatIsThere(base.maySeeThumbnail),
      mayReadPlaylist: ofWhatIsThere(base.mayReadPlaylist),
      mayReadSegment: ofWhatIsThere(base.mayReadSegment),
      mayReadKey: ofWhatIsThere(base.mayReadKey),
      mayUseMediaLink: async (viewer, link) =>
        (await isThere(link.recordingId)) && base.mayUseMediaLink(viewer, link),
    };
  },
};
