import type { Page } from 'playwright';
import { expect } from 'playwright/test';

/** How long each of the two waits goes on at most (milliseconds): some pages never come to rest. */
const patience = 5_000;

/**
 * Waits until a page has come to rest: nothing more is loading, and what it holds stays the same. What
 * is rendered late counts as shown.
 */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: patience }).catch(() => null);
  let before: string | null = null;
  const isSame = async () => {
    const now = await page.content().catch(() => null);
    const same = now !== null && now === before;
    before = now;
    return same;
  };
  await expect
    .poll(isSame, { timeout: patience, intervals: [250] })
    .toBe(true)
    .catch(() => null);
}
