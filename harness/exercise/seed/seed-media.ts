import { randomBytes } from 'node:crypto';
import type { SeedMedia } from '../../deployment/definition.ts';
import { picture } from '../../media/picture.ts';
import { tagContainer } from '../../media/tag-container.ts';
import type { LentBrowser, VideoStudio } from '../../media/video-studio.ts';

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
 * Random bytes at the end of each audio: enough for several content-defined ranges, whose digests tell copies apart.
 */
const ownBytes = 12 * 1024;

/**
 * Creates a source of seed media. Each video is a new recording, because its frames show the token. All audio is one
 * recording: only the token in the container and random bytes at the end differ.
 */
export function createMediaSource(lent?: LentBrowser): MediaSource {
  let studio: Promise<VideoStudio> | null = null;
  let tone: Promise<Uint8Array<ArrayBuffer>> | null = null;
  const open = async (): Promise<VideoStudio> => (studio ??= openStudio(lent));
  return {
    of: (plant) => ({
      video: async (field) => (await open()).record({ token: plant(field), kind: 'video' }),
      async audio(field) {
        const token = plant(field);
        tone ??= open().then(async (opened) => opened.record({ token: 'tone', kind: 'audio' }));
        return Buffer.concat([tagContainer(await tone, token), voidElement(ownBytes)]);
      },
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

/** An EBML element that players skip (RFC 8794, 11.3.2), filled with random bytes. */
function voidElement(size: number): Uint8Array {
  const header = Buffer.from([0xec, 0x40 | (size >> 8), size & 0xff]);
  return Buffer.concat([header, randomBytes(size)]);
}
