import type { Page } from 'playwright';
import { safeTarget, type Link } from './safe-link.ts';

/** Longest waits for a page to load, and then for its network traffic to end, in milliseconds. */
const [loading, resting] = [15_000, 5_000];
/** Most pages of one template that are opened. Further pages would only show the same for other things. */
const perTemplate = 2;
/** Most links of one page that are considered. */
const linksOfPage = 500;

export type CrawlOptions = {
  /** Most pages to open. */
  pages: number;
  signal: AbortSignal;
  /** Returns the template of an address. Addresses that differ only in ids have the same template. */
  templateOf(address: string): string;
  onPage?(page: { path: string; done: number }): void;
};

/**
 * Follows the safe links of a signed-in page and of the pages that they lead to, the nearest first, and starts to load
 * their media. Returns how many pages were opened, and how many were found but not opened.
 */
export async function crawl(
  page: Page,
  { pages, signal, templateOf, onPage }: CrawlOptions,
): Promise<{ opened: number; left: number }> {
  const { origin } = new URL(page.url());
  const waiting: string[] = [];
  const known = new Set<string>([withoutHash(page.url())]);
  const ofTemplate = new Map<string, number>();
  const look = async () => {
    for (const link of await linksOf(page)) {
      const target = safeTarget(link, origin);
      if (target === null || known.has(target)) continue;
      known.add(target);
      const template = templateOf(target);
      const seen = ofTemplate.get(template) ?? 0;
      ofTemplate.set(template, seen + 1);
      if (seen < perTemplate) waiting.push(target);
    }
  };
  await rest(page);
  await look();
  let opened = 1;
  while (waiting.length > 0 && opened < pages && !signal.aborted) {
    const target = waiting.shift() ?? '';
    opened += 1;
    onPage?.({ path: new URL(target).pathname, done: opened });
    try {
      await page.goto(target, { waitUntil: 'load', timeout: loading });
    } catch {
      // The page is too slow, or a download. What was received is in the recording.
      continue;
    }
    await rest(page);
    if (new URL(page.url()).origin === origin) await look();
  }
  return { opened, left: waiting.length };
}

/** Waits until a page has fetched its content and begun to fetch its media. */
async function rest(page: Page): Promise<void> {
  const idle = async () =>
    page.waitForLoadState('networkidle', { timeout: resting }).catch(() => undefined);
  await idle();
  const plays = await page
    .evaluate(() => {
      const media = [...document.querySelectorAll<HTMLMediaElement>('video, audio')];
      for (const one of media) {
        one.muted = true;
        one.preload = 'auto';
        one.load();
      }
      return media.length > 0;
    })
    .catch(() => false);
  if (plays) await idle();
}

async function linksOf(page: Page): Promise<Link[]> {
  return page
    .evaluate(
      (most) =>
        [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].slice(0, most).map((link) => ({
          href: link.href,
          text: (link.textContent ?? '').slice(0, 200),
          rel: link.rel,
          download: link.hasAttribute('download'),
        })),
      linksOfPage,
    )
    .catch(() => []);
}

function withoutHash(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}
