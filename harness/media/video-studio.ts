import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { browserOptions } from './browser.ts';
import { qrCode } from './qr-code.ts';
import { recordInPage, RECORDING_TIME } from './record-in-page.ts';
import { tagContainer } from './tag-container.ts';

/** `video`: frames that show the token as a QR code, and a tone. `audio`: a tone alone. */
export type MediaKind = 'video' | 'audio';

/** A browser that somebody else starts and ends. */
export type LentBrowser = Pick<Browser, 'newPage'>;

/** Makes seed media in a browser: one of its own, started when first needed, or one that was lent. */
export type VideoStudio = {
  /** A WebM (VP8, Opus) of about a second; its container's title is the token. */
  record(request: { token: string; kind: MediaKind }): Promise<Uint8Array<ArrayBuffer>>;
  /** Starts the browser. Where it cannot start, the first recording says so. */
  warmUp(): void;
  /** Waits for what is being recorded and closes the browser, unless it was lent. */
  close(): Promise<void>;
};

type Job = {
  token: string;
  kind: MediaKind;
  resolve(file: Uint8Array<ArrayBuffer>): void;
  reject(error: unknown): void;
};

/** Requests made within so many milliseconds are recorded together, in one page. */
const GATHER_TIME = 100;
/** How often a recording is made anew that came to nothing, each time twice as long: on a starved machine no frame may arrive. */
const MOST_REPEATS = 2;
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

/** Makes a studio, in the browser `lent` if there is one. See {@link VideoStudio}. */
export const createVideoStudio = (lent?: LentBrowser): VideoStudio => {
  const waiting: Job[] = [];
  const work = new Set<Promise<void>>();
  let browser: Promise<Browser> | null = null;
  let gathering: NodeJS.Timeout | null = null;
  let underWay = 0;

  const recordAll = async (page: Page, jobs: Job[], repeat = 0): Promise<void> => {
    const recordings = jobs.map(({ token, kind }) => ({
      modules: kind === 'video' ? qrCode(token) : null,
      hertz: 300 + (Buffer.from(token).reduce((sum, byte) => sum * 31 + byte, 0) % 1000),
    }));
    const time = RECORDING_TIME * 2 ** repeat;
    const files = await page.evaluate(recordInPage, { recordings, time });
    const empty: Job[] = [];
    for (const [index, job] of jobs.entries()) {
      try {
        job.resolve(tagContainer(Buffer.from(files[index] ?? '', 'base64'), job.token));
      } catch (error) {
        if (repeat < MOST_REPEATS) empty.push(job);
        else job.reject(error);
      }
    }
    if (empty.length > 0) await recordAll(page, empty, repeat + 1);
  };

  const recordTogether = async (launched: Promise<Browser> | null, jobs: Job[]) => {
    try {
      const page = await ((await launched) ?? lent)?.newPage();
      if (page === undefined) throw new Error('there is no browser to record in');
      await recordAll(page, jobs);
      await page.close();
    } catch (error) {
      // The next request starts another browser.
      if (browser === launched) browser = null;
      await launched?.then((it) => it.close()).catch(() => {});
      for (const { reject } of jobs) reject(error);
    }
  };

  /** Records as many as there is room for; what comes meanwhile need not wait for them. */
  const recordWaiting = async (): Promise<void> => {
    const launched = lent ? null : (browser ??= launch());
    await launched?.catch(() => null);
    // What comes from here on is recorded apart; what came while the browser started is recorded too.
    gathering = null;
    const jobs = waiting.splice(0, MOST_AT_ONCE - underWay);
    if (jobs.length === 0) return;
    underWay += jobs.length;
    await recordTogether(launched, jobs);
    underWay -= jobs.length;
    if (waiting.length > 0) begin();
  };

  const begin = () => {
    const recorded = recordWaiting().finally(() => work.delete(recorded));
    work.add(recorded);
  };

  return {
    record: ({ token, kind }) =>
      new Promise((resolve, reject) => {
        waiting.push({ token, kind, resolve, reject });
        gathering ??= setTimeout(begin, GATHER_TIME);
      }),
    warmUp() {
      if (lent) return;
      const launched = (browser ??= launch());
      launched.catch(() => {
        if (browser === launched) browser = null;
      });
    },
    async close() {
      clearTimeout(gathering ?? undefined);
      if (waiting.length > 0) begin();
      while (work.size > 0) await Promise.all(work);
      await (await browser?.catch(() => null))?.close();
      browser = null;
    },
  };
};
