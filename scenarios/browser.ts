import type { LaunchOptions } from 'playwright';

/**
 * How every browser of the scenarios is launched: the executable that CHAPERONE_BROWSER names (the
 * bootstrap sets it), else Playwright's own; without any traffic of the browser's own.
 */
export function launchOptions(camera?: { video: string; audio: string }): LaunchOptions {
  const executablePath = process.env['CHAPERONE_BROWSER'];
  return {
    ...(executablePath ? { executablePath } : {}),
    // Chromium refuses to sandbox itself as root, which is what most CI containers run as.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--autoplay-policy=no-user-gesture-required',
      ...(camera
        ? [
            '--use-fake-ui-for-media-stream',
            '--use-fake-device-for-media-stream',
            `--use-file-for-fake-video-capture=${camera.video}`,
            `--use-file-for-fake-audio-capture=${camera.audio}`,
          ]
        : []),
    ],
  };
}
