import type { Page } from 'playwright';
import { expect } from 'playwright/test';

/** How long to wait at most (milliseconds): some pages never come to rest. */
const patience = 8_000;
/** How often to look, and how often in a row the page must be the same (milliseconds, times). */
const [pause, looks] = [100, 4];

/**
 * Waits until a page has come to rest: loaded, and for a while neither what it holds nor what it has fetched
 * changes. What is rendered late counts as shown.
 */
export async function settle(page: Page): Promise<void> {
  let before: string | null = null;
  let same = 0;
  const isSame = async () => {
    const now = await stateOf(page).catch(() => null);
    same = now !== null && now === before ? same + 1 : 0;
    before = now;
    return same >= looks - 1;
  };
  await expect
    .poll(isSame, { timeout: patience, intervals: [pause] })
    .toBe(true)
    .catch(() => null);
}

async function stateOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.readyState,
      performance.getEntriesByType('resource').length,
      document.documentElement.outerHTML,
    ].join(' '),
  );
}
