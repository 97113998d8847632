import type { LaunchOptions } from 'playwright';
import { browserOptions, webRtcPolicy } from '../harness/index.ts';

/** How a browser with a camera and a microphone of its own is launched. Its calls may send media by WebRTC. */
export function withCamera(camera: { video: string; audio: string }): LaunchOptions {
  return browserOptions([
    ...webRtcPolicy('default'),
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${camera.video}`,
    `--use-file-for-fake-audio-capture=${camera.audio}`,
  ]);
}
