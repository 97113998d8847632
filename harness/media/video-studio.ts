import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { browserOptions } from './browser.ts';
import { encodeInPage } from './encode-in-page.ts';
import { qrCode } from './qr-code.ts';
import { tagContainer } from './tag-container.ts';

/** `video`: frames that show the token as a QR code, and a tone. `audio`: a tone alone. */
export type MediaKind = 'video' | 'audio';

/** A browser that somebody else starts and ends. */
export type LentBrowser = Pick<Browser, 'newPage'>;

/** Makes seed media in a browser: one of its own, started when first needed, or one that was lent. */
export type VideoStudio = {
  /** A WebM (VP8, Opus) of a second; its container's title is the token. */
  record(request: { token: string; kind: MediaKind }): Promise<Uint8Array<ArrayBuffer>>;
  /** Starts the browser. Where it cannot start, the first recording says so. */
  warmUp(): void;
  /** Waits for what is being recorded and closes the browser, unless it was lent. */
  close(): Promise<void>;
};

type OpenPage = { page: Page; close(): Promise<void> };

/** Browsers encode in secure contexts only. The page answers itself: nobody is asked for this reserved name (RFC 2606). */
const address = 'https://studio.invalid/';

/** The library's bundle for browsers, which its package does not export by name. */
const bundle = join(
  dirname(createRequire(import.meta.url).resolve('mediabunny')),
  'mediabunny.min.cjs',
);

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

const openPage = async (lent: LentBrowser | undefined, onEnd: () => void): Promise<OpenPage> => {
  const own = lent === undefined ? await launch() : null;
  try {
    const page = await (lent ?? own)?.newPage();
    if (page === undefined) throw new Error('there is no browser to encode in');
    await page.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto(address);
    await page.addScriptTag({ path: bundle });
    const close = async (): Promise<void> => (own ?? page).close();
    page.on('close', onEnd);
    page.on('crash', () => void close().catch(() => undefined));
    return { page, close };
  } catch (error) {
    await own?.close();
    throw error;
  }
};

/** Makes a studio, in the browser `lent` if there is one. See {@link VideoStudio}. */
export const createVideoStudio = (lent?: LentBrowser): VideoStudio => {
  const work = new Set<Promise<unknown>>();
  let opened: Promise<OpenPage> | null = null;

  /** The one page; a new one after one that could not be opened, or ended. */
  const open = (): Promise<OpenPage> => {
    if (opened) return opened;
    const forget = (): void => {
      if (opened === opening) opened = null;
    };
    const opening = openPage(lent, forget);
    opening.catch(forget);
    opened = opening;
    return opening;
  };

  const encode = async (token: string, kind: MediaKind): Promise<Uint8Array<ArrayBuffer>> => {
    const { page } = await open();
    const modules = kind === 'video' ? qrCode(token) : null;
    const hertz = 300 + Buffer.from(token).reduce((sum, byte) => (sum * 31 + byte) % 1000, 0);
    const file = await page.evaluate(encodeInPage, { modules, hertz });
    return tagContainer(Buffer.from(file, 'base64'), token);
  };

  return {
    record({ token, kind }) {
      const recorded = encode(token, kind);
      const ended = recorded.catch(() => undefined).finally(() => work.delete(ended));
      work.add(ended);
      return recorded;
    },
    warmUp: () => void open().catch(() => undefined),
    async close() {
      while (work.size > 0) await Promise.all(work);
      await (await opened?.catch(() => null))?.close();
      opened = null;
    },
  };
};
