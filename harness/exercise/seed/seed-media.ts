import type { SeedMedia } from '../../deployment/definition.ts';
import { picture } from '../../media/picture.ts';
import type { LentBrowser, MediaKind, VideoStudio } from '../../media/video-studio.ts';

/** Where seed media come from: one browser, started when the first is asked for, or one that was lent. */
export type MediaSource = {
  /** Seed media whose tokens `plant` mints. */
  of(plant: (field: string) => string): SeedMedia;
  /** Starts the browser, so that it is there when it is needed. Never throws. */
  warmUp(): void;
  close(): Promise<void>;
};

/** The role of a worker that makes media for the definition's functions. */
export type MediaMaking = {
  /** Seed media whose tokens `plant` mints. */
  mediaFor(plant: (field: string) => string): SeedMedia;
};

/**
 * Creates a source of seed media. Each is a new recording: frames show the token, and no two sounds are the same bytes, so
 * that any range tells whose it is.
 */
export function createMediaSource(lent?: LentBrowser): MediaSource {
  let studio: Promise<VideoStudio> | null = null;
  const open = async (): Promise<VideoStudio> => (studio ??= openStudio(lent));
  const record =
    (plant: (field: string) => string, kind: MediaKind) =>
    async (field: string): Promise<Uint8Array<ArrayBuffer>> =>
      (await open()).record({ token: plant(field), kind });
  return {
    of: (plant) => ({
      video: record(plant, 'video'),
      audio: record(plant, 'audio'),
      image: async (field) => picture(plant(field)),
    }),
    warmUp: () =>
      void open().then(
        (opened) => opened.warmUp(),
        () => undefined,
      ),
    close: async () => (await studio)?.close(),
  };
}

/** Imported only here: whoever needs no media needs no Playwright either. */
async function openStudio(lent?: LentBrowser): Promise<VideoStudio> {
  const { createVideoStudio } = await import('../../media/video-studio.ts');
  return createVideoStudio(lent);
}
