import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { browserOptions } from './browser.ts';
import { qrCode } from './qr-code.ts';
import { recordInPage, RECORDING_TIME } from './record-in-page.ts';
import { tagContainer } from './tag-container.ts';

/** `video`: frames that show the token as a QR code, and a tone. `audio`: a tone alone. */
export type MediaKind = 'video' | 'audio';

/** Makes seed media in a browser that is started when first needed. */
export type VideoStudio = {
  /** A WebM (VP8, Opus) of about a second; its container's title is the token. */
  record(request: { token: string; kind: MediaKind }): Promise<Uint8Array>;
  /** Waits for what is being recorded and closes the browser. */
  close(): Promise<void>;
};

type Job = {
  token: string;
  kind: MediaKind;
  resolve(file: Uint8Array): void;
  reject(error: unknown): void;
};

/** Requests made within so many milliseconds are recorded together: a recording takes real time. */
const GATHER_TIME = 20;
/** So many at once keep two cores busy without dropping frames. */
const MOST_AT_ONCE = 32;

/** Where somebody handles Ctrl-C, the browser ends with its worker; else Playwright ends it, and the process. */
const launch = (): Promise<Browser> => {
  const handle = (signal: NodeJS.Signals) => process.listenerCount(signal) === 0;
  return chromium.launch({
    ...browserOptions(),
    handleSIGINT: handle('SIGINT'),
    handleSIGTERM: handle('SIGTERM'),
    handleSIGHUP: handle('SIGHUP'),
  });
};

/** @see {@link VideoStudio} */
export const createVideoStudio = (): VideoStudio => {
  const waiting: Job[] = [];
  let browser: Promise<Browser> | null = null;
  let busy = false;
  let work = Promise.resolve();

  const recordAll = async (page: Page, jobs: Job[]) => {
    const recordings = jobs.map(({ token, kind }) => ({
      modules: kind === 'video' ? qrCode(token) : null,
      hertz: 300 + (Buffer.from(token).reduce((sum, byte) => sum * 31 + byte, 0) % 1000),
    }));
    const files = await page.evaluate(recordInPage, { recordings, time: RECORDING_TIME });
    for (const [index, { token, resolve }] of jobs.entries()) {
      resolve(tagContainer(Buffer.from(files[index] ?? '', 'base64'), token));
    }
  };

  const recordWaiting = async () => {
    let jobs: Job[] = [];
    try {
      const page = await (await (browser ??= launch())).newPage();
      // Taken only now: what came while the browser started is recorded too.
      jobs = waiting.splice(0, MOST_AT_ONCE);
      await recordAll(page, jobs);
      await page.close();
    } catch (error) {
      // The next request starts another browser.
      const broken = browser;
      browser = null;
      await broken?.then((it) => it.close()).catch(() => {});
      for (const { reject } of jobs.length > 0 ? jobs : waiting.splice(0)) reject(error);
    }
  };

  /** What comes while others are recorded waits for its turn, and is then recorded together. */
  const flush = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length > 0) await recordWaiting();
    busy = false;
  };

  return {
    record: ({ token, kind }) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0 && !busy) setTimeout(() => void (work = flush()), GATHER_TIME);
        waiting.push({ token, kind, resolve, reject });
      }),
    async close() {
      await work;
      await flush();
      await (await browser)?.close();
      browser = null;
    },
  };
};
