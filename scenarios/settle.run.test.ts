import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOptions } from '../harness/index.ts';
import { settle } from './settle.ts';

describe('settle', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(browserOptions());
  });
  afterAll(async () => browser.close());

  /** A page of that script, at an address that touches no network; `/next` holds another one. */
  async function open(script: string): Promise<Page> {
    const page = await browser.newPage();
    await page.route('**', (route) => {
      const isNext = new URL(route.request().url()).pathname === '/next';
      const body = isNext
        ? '<p></p><script>setTimeout(() => (document.querySelector("p").textContent = "next"), 200)</script>'
        : `<p></p><script>const p = document.querySelector('p'); ${script}</script>`;
      return route.fulfill({ contentType: 'text/html', body });
    });
    await page.goto('https://clinic.test/');
    return page;
  }

  it('waits for what is rendered late, each time anew', async () => {
    const page = await open(`
      setTimeout(() => (p.textContent = 'first'), 200);
      setTimeout(() => (p.textContent = 'second'), 400);
      setTimeout(() => (p.title = 'third'), 600);`);
    await settle(page);
    expect(await page.locator('p').getAttribute('title')).toBe('third');
  });

  it('waits after what was fetched, since it may be shown next', async () => {
    const page = await open(`
      setTimeout(() => fetch('/data').then(() => setTimeout(() => (p.textContent = 'fetched'), 200)), 200);`);
    await settle(page);
    expect(await page.locator('p').textContent()).toBe('fetched');
  });

  it('goes on with the page that is led on to', async () => {
    const page = await open(`setTimeout(() => (location.href = '/next'), 100);`);
    await settle(page);
    expect(await page.locator('p').textContent()).toBe('next');
  });

  it('does not wait for a page that never rests', async () => {
    const page = await open(`setInterval(() => (p.textContent += 'x'), 50);`);
    await settle(page, { patience: 500 });
    expect(await page.locator('p').textContent()).toMatch(/^x+$/);
  });
});
