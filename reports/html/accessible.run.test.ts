import axe from 'axe-core';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOptions } from '../../harness/index.ts';
import { sampleEarlier } from '../testing/sample-earlier.ts';
import { picturedRun } from '../testing/pictured-run.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { admittedRun, inconclusiveRun, violatedRun } from '../testing/samples.ts';
import { indexHtml } from './page.ts';

declare global {
  interface Window {
    /** What axe-core leaves in a page. */
    axe: typeof axe;
  }
}

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(browserOptions());
});
afterAll(async () => browser.close());

const runs = {
  violated: violatedRun(),
  pictured: picturedRun(),
  inconclusive: inconclusiveRun(),
  holds: { ...holdingRun(), earlier: sampleEarlier() },
  admitted: admittedRun(),
};
/** WCAG 2.2, levels A and AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The report at so many pixels, everything unfolded: what is folded is not looked at. */
async function opened(name: keyof typeof runs, width: number, colorScheme: 'light' | 'dark') {
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    colorScheme,
    bypassCSP: true,
  });
  const input = runs[name];
  const scripts = new Map(input.cases.map(({ violation }) => [violation.id, 'curl https://x']));
  await page.setContent(indexHtml(input, scripts));
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  return page;
}

/** What axe finds, one line each: rule, element, and what to mend. */
async function findings(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(
    async (values) => window.axe.run(document, { runOnly: { type: 'tag', values } }),
    tags,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary ?? ''}`),
  );
}

describe.each(Object.keys(runs) as (keyof typeof runs)[])('the report of a run: %s', (name) => {
  it('passes axe-core on a desktop, light', async () => {
    const page = await opened(name, 1200, 'light');
    expect(await findings(page)).toEqual([]);
    await page.close();
  });

  it('passes axe-core on a phone, dark, and does not scroll sideways there', async () => {
    const page = await opened(name, 390, 'dark');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await findings(page)).toEqual([]);
    await page.close();
  });
});

it('would be told of a fault', async () => {
  const page = await browser.newPage({ bypassCSP: true });
  await page.setContent('<html lang="en"><title>x</title><img src="data:,"></html>');
  expect(await findings(page)).toHaveLength(1);
  await page.close();
});

it('shows the shortest steps on the first screen of a desktop', async () => {
  const page = await opened('violated', 1200, 'light');
  const top = await page.evaluate(
    () => document.querySelector('.steps')?.getBoundingClientRect().top ?? Infinity,
  );
  expect(top).toBeLessThan(800);
  await page.close();
});
