import type { Browser, CDPSession, Page } from 'playwright';
import { pictureBytes } from '../domain/attempts/picture.ts';
import { blurAround } from './blur-around.ts';
import { findRow } from './find-row.ts';
import type { FoundRow, Wanted } from './find-row.ts';

/** A picture of a page on which only one row is readable. */
export type RowPicture = { content: Uint8Array<ArrayBuffer>; type: 'png' | 'jpeg' };

/** CSS pixels: what is taller may hold several rows, of whomever. */
const tallestRow = 320;
/** Milliseconds that a page's own world may be searched, so that no page can keep us. */
const longestSearch = 500;

/**
 * Takes a picture of what a page shows now, on which all but the row that shows the first of these texts is unreadable:
 * it is made so in a page of ours, and nothing else of the picture is kept. At most 1280 by 1600 pixels and 300 kB. Null
 * where no row shows them, or the row moves meanwhile. The page may be scrolled to the row.
 */
export async function pictureOfRow(
  page: Page,
  texts: readonly string[],
): Promise<RowPicture | null> {
  const browser = page.context().browser();
  if (browser === null) return null;
  const session = await page.context().newCDPSession(page);
  try {
    const look = await lookerIn(session, { texts, tallest: tallestRow });
    const row = await look();
    if (row === null) return null;
    const opening = ownPageIn(browser);
    opening.catch(() => undefined);
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
    const later = await look();
    if (JSON.stringify(later) !== JSON.stringify(row)) return null;
    return await blurred(await opening, data, row);
  } finally {
    void session.detach().catch(() => undefined);
  }
}

/** Looks for the row in a world of its own, in which the page's scripts have changed nothing. */
async function lookerIn(
  session: CDPSession,
  wanted: Wanted,
): Promise<() => Promise<FoundRow | null>> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'chaperone-picture',
  });
  const expression = `(${findRow.toString()})(${JSON.stringify(wanted)})`;
  return async () => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      returnByValue: true,
      timeout: longestSearch,
    });
    return exceptionDetails === undefined ? ((result.value ?? null) as FoundRow | null) : null;
  };
}

async function blurred(ours: Page, png: string, row: FoundRow): Promise<RowPicture | null> {
  const most = { width: 1280, height: 1600, bytes: pictureBytes };
  const made = await ours.evaluate(blurAround, { png, ...row, most });
  if (made === null) return null;
  return { content: Uint8Array.from(Buffer.from(made.base64, 'base64')), type: made.type };
}

/** One a browser, which ends it: opening it takes longer than all the rest. */
const ownPages = new WeakMap<Browser, Promise<Page>>();

/** A page in a context of its own: nothing of the deployment runs in it, and it has no network. */
async function ownPageIn(browser: Browser): Promise<Page> {
  const known = ownPages.get(browser);
  if (known !== undefined) return known;
  const forget = () => void ownPages.delete(browser);
  const opening = browser.newContext({ offline: true }).then(async (context) => context.newPage());
  ownPages.set(browser, opening);
  opening.then((page) => page.on('close', forget).on('crash', forget), forget);
  return opening;
}
