import type { Page } from 'playwright';
import { setTimeout as sleep } from 'node:timers/promises';

/** For how long nothing may change (milliseconds). */
const quiet = 300;

/**
 * Waits until a page has come to rest: loaded, and for a while neither what it holds nor what it has fetched
 * changes. What is rendered late counts as shown. Some pages never come to rest: after `patience` (milliseconds) it goes
 * on all the same.
 */
export async function settle(page: Page, { patience = 8_000 } = {}): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([
      rest(page, over.signal),
      sleep(patience, undefined, { signal: over.signal }),
    ]);
  } finally {
    over.abort();
  }
}

async function rest(page: Page, over: AbortSignal): Promise<void> {
  while (!page.isClosed() && !over.aborted) {
    // A page that leads on to another one takes the watching with it: the next one has to rest, too.
    const rested = await page.evaluate(untilQuiet, quiet).catch(() => false);
    if (rested) return;
    await page.waitForLoadState('domcontentloaded').catch(() => null);
  }
}

/** Runs in the page: resolves once it has loaded and nothing has changed for so many milliseconds. */
async function untilQuiet(time: number): Promise<boolean> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout>;
    const restart = () => {
      clearTimeout(timer);
      if (document.readyState !== 'complete') return;
      timer = setTimeout(() => {
        mutations.disconnect();
        fetched.disconnect();
        document.removeEventListener('readystatechange', restart);
        resolve(true);
      }, time);
    };
    const mutations = new MutationObserver(restart);
    mutations.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    const fetched = new PerformanceObserver(restart);
    fetched.observe({ type: 'resource' });
    document.addEventListener('readystatechange', restart);
    restart();
  });
}
