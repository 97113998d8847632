import type { Page } from 'playwright';
import { readFrame } from '../harness/index.ts';
import { settle } from './settle.ts';

/** Longest that a recording is watched (milliseconds); seed recordings and test calls are shorter. */
const longestWatch = 30_000;

type Frame = { width: number; height: number; base64: string };

/** What came of playing the media at `selector`. */
export type Playback = { played: boolean; frames: readonly string[] };

/**
 * Plays what stands at `selector`, once the page has come to rest, to its end and reads a QR code from every few frames shown. `played` is
 * true once time has moved; it is false where there is nothing to play.
 */
export async function play(page: Page, selector: string): Promise<Playback> {
  // A player that renders late is one all the same.
  await settle(page);
  const media = page.locator(selector).first();
  if ((await media.count()) === 0) return { played: false, frames: [] };
  const { played, frames } = await media.evaluate(watchMedia, {
    longest: longestWatch,
    pause: 0.25,
  });
  const texts = frames.map((frame) =>
    readFrame({ ...frame, data: new Uint8ClampedArray(Buffer.from(frame.base64, 'base64')) }),
  );
  return { played, frames: [...new Set(texts.filter((text) => text !== null))] };
}

/** Runs in the page. `longest` is in milliseconds, `pause` (between frames looked at) in seconds. */
async function watchMedia(
  element: Element,
  { longest, pause }: { longest: number; pause: number },
): Promise<{ played: boolean; frames: Frame[] }> {
  if (!(element instanceof HTMLMediaElement)) return { played: false, frames: [] };
  const frames: Frame[] = [];
  const canvas = document.createElement('canvas');
  const grab = (video: HTMLVideoElement) => {
    const scale = Math.min(1, 360 / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || canvas.width === 0) return;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    let data: Uint8ClampedArray;
    try {
      ({ data } = context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return; // Media of another origin may be shown, but not read.
    }
    let binary = '';
    for (let start = 0; start < data.length; start += 8192)
      binary += String.fromCharCode(...data.subarray(start, start + 8192));
    frames.push({ width: canvas.width, height: canvas.height, base64: btoa(binary) });
  };
  element.muted = true;
  element.playbackRate = 2;
  const over = new Promise<void>((resolve) => {
    element.addEventListener('error', () => resolve(), { once: true });
    element.addEventListener('ended', () => {
      // The last picture stays, and is the sharpest: nothing has moved on since.
      if (element instanceof HTMLVideoElement) grab(element);
      resolve();
    });
    setTimeout(resolve, longest);
  });
  if (element instanceof HTMLVideoElement) {
    let shownAt = Number.NEGATIVE_INFINITY;
    const next = () =>
      element.requestVideoFrameCallback((_, { mediaTime }) => {
        if (mediaTime - shownAt >= pause) {
          shownAt = mediaTime;
          grab(element);
        }
        // The first and the last ones: a call may begin without a camera.
        if (frames.length > 8) frames.splice(2, 1);
        next();
      });
    next();
  }
  const started = await element.play().then(
    () => true,
    () => false,
  );
  if (started) await over;
  return { played: started && element.currentTime > 0, frames };
}
