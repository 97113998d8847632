import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserOptions } from '../../harness/index.ts';
import { sampleCase, violatedRun, withCases } from '../testing/samples.ts';
import { indexHtml } from './page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(browserOptions());
});
afterAll(async () => browser.close());

const input = violatedRun();
/** The widest grid there is: every viewer saw something. */
const wide = withCases(
  input,
  [...input.ledger.accounts.keys()].map((viewer, index) =>
    sampleCase(input, {
      viewer,
      owners: [(index % 26) + 1, null],
      surface: `GET /api/consultations/{consultation}/a-long-name-of-something/${index}`,
      invariant: 'no-foreign-reading',
      what: 'reason',
      where: '$.reason',
    }),
  ),
);
/** The width of a landscape A4 page without its margins of 10 mm, in pixels of CSS. */
const landscape = Math.floor(((297 - 20) / 25.4) * 96);

async function openedAt(width: number) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  await page.setContent(indexHtml(wide, new Map()));
  return page;
}

it('prints the widest grid whole, on pages that are turned', async () => {
  const page = await openedAt(landscape);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
    ([, across, down]) => Number(across) > Number(down),
  );
  expect(new Set(sizes)).toEqual(new Set([true, false]));
  await page.emulateMedia({ media: 'print' });
  const right = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('#who td')].map(
        (cell) => cell.getBoundingClientRect().right,
      ),
    ),
  );
  expect(right).toBeLessThanOrEqual(landscape);
  await page.close();
});

it('shows the widest grid whole at 1200 pixels, without cutting what stands in it', async () => {
  const page = await openedAt(1200);
  const { grid, box, beyond } = await page.evaluate(() => {
    const scroll = document.querySelector('#who .scroll');
    const cells = [...document.querySelectorAll('#who th, #who td')];
    return {
      grid: scroll?.scrollWidth ?? 0,
      box: scroll?.clientWidth ?? 0,
      beyond: cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length,
    };
  });
  expect(grid).toBeLessThanOrEqual(box);
  expect(beyond).toBe(0);
  await page.close();
});

it('scrolls the grid within its own box on a small screen', async () => {
  const page = await openedAt(480);
  const widths = await page.evaluate(() => {
    const box = document.querySelector('#who .scroll');
    return [document.documentElement.scrollWidth, box?.clientWidth ?? 0, box?.scrollWidth ?? 0];
  });
  const [whole = 0, box = 0, grid = 0] = widths;
  expect(whole).toBeLessThanOrEqual(480);
  expect(grid).toBeGreaterThan(box);
  await page.close();
});

/** The width of an upright A4 page without its margins of 14 mm, in pixels of CSS. */
const upright = Math.floor(((210 - 28) / 25.4) * 96);

it('prints every section whole on A4, with what is folded on a screen but the scripts', async () => {
  const page = await browser.newPage({ viewport: { width: upright, height: 1000 } });
  const scripts = new Map(input.cases.map(({ violation }) => [violation.id, 'curl https://x']));
  await page.setContent(indexHtml(input, scripts));
  await page.emulateMedia({ media: 'print' });
  const { beyond, hidden } = await page.evaluate((right) => {
    // The grid has pages of its own, which are turned.
    const all = [...document.querySelectorAll('body *')].filter(
      (element) => element.closest('#who') === null && element.closest('.sr') === null,
    );
    const folded = [...document.querySelectorAll('details:not(.script) > :not(summary)')];
    return {
      beyond: all
        .filter((element) => element.getBoundingClientRect().right > right + 1)
        .map((element) => element.outerHTML.slice(0, 100)),
      hidden: folded.filter((element) => !element.checkVisibility()).length,
    };
  }, upright);
  expect(beyond).toEqual([]);
  expect(hidden).toBe(0);
  await page.close();
});
