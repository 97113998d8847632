import type { SeedMedia } from '../deployment/definition.ts';
import type { MediaKind, VideoStudio } from '../media/video-studio.ts';

/** Seed media of one worker: one browser, started when the first is asked for. */
export type MediaSource = {
  /** Media whose tokens `plant` mints. */
  of(plant: (field: string) => string): SeedMedia;
  close(): Promise<void>;
};

/** The browser is that of CHAPERONE_BROWSER (a path), or else Playwright's own. */
export function createMediaSource(): MediaSource {
  let studio: Promise<VideoStudio> | null = null;
  const record = async (token: string, kind: MediaKind): Promise<Uint8Array> => {
    studio ??= openStudio();
    return (await studio).record({ token, kind });
  };
  return {
    of: (plant) => ({
      video: async (field) => record(plant(field), 'video'),
      audio: async (field) => record(plant(field), 'audio'),
    }),
    close: async () => (await studio)?.close(),
  };
}

/** Imported only here: whoever needs no media needs no Playwright either. */
async function openStudio(): Promise<VideoStudio> {
  const { createVideoStudio } = await import('../media/video-studio.ts');
  const executablePath = process.env['CHAPERONE_BROWSER'];
  return createVideoStudio({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Chromium refuses its sandbox to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
