import { chromium } from 'playwright';
import { browserOptions } from '../../harness/index.ts';
import { indexHtml } from '../html/page.ts';
import { readmeRun } from './readme-run.ts';

/** The README's picture of a report, as a PNG: the first screen of a desktop, in light colours. */
export async function takePicture(): Promise<Buffer> {
  const browser = await chromium.launch(browserOptions());
  try {
    const page = await browser.newPage({
      viewport: { width: 1200, height: 1080 },
      colorScheme: 'light',
    });
    await page.setContent(indexHtml(readmeRun(), new Map()));
    return await page.screenshot();
  } finally {
    await browser.close();
  }
}
