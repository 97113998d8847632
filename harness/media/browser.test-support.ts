import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { browserOptions } from './browser.ts';
import type { Frame } from './read-frame.ts';

/** Starts the browser, or says what to do about it. */
export const launch = async (args: readonly string[] = []): Promise<Browser> => {
  try {
    return await chromium.launch(browserOptions(args));
  } catch (error) {
    throw new Error('No browser: set CHAPERONE_BROWSER or run npx playwright install chromium', {
      cause: error,
    });
  }
};

/** A page of a secure origin, as cameras need one, that touches no network. */
export const openPage = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage();
  await page.route('**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<video muted loop playsinline></video>' }),
  );
  await page.goto('https://clinic.test/');
  return page;
};

/** Plays a file, or the camera when there is none, and gives a frame from the middle of it. */
export const frameOf = async (page: Page, file: Uint8Array | null): Promise<Frame> => {
  const source = file && `data:video/webm;base64,${Buffer.from(file).toString('base64')}`;
  return page.evaluate(async (address) => {
    const video = document.querySelector('video');
    if (!video) throw new Error('no video');
    if (address) video.src = address;
    else video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
    await video.play();
    for (let count = 0; count < 4; count++) {
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    }
    const { videoWidth: width, videoHeight: height } = video;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(video, 0, 0);
    const pixels = context?.getImageData(0, 0, width, height).data;
    return { data: new Uint8Array(pixels ?? []), width, height };
  }, source);
};
