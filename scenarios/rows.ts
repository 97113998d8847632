import type { Page } from 'playwright';
import { settle } from './settle.ts';

/** Longest that the first row may take to appear (milliseconds). */
const patience = 10_000;

/** The HTML of each row that a page lists, once it has rendered them; empty where none appears. */
export async function rowsOf(page: Page, selector: string): Promise<string[]> {
  const rows = page.locator(selector);
  const first = rows.first().waitFor({ state: 'attached', timeout: patience });
  await first.catch(() => null);
  await settle(page);
  return rows.evaluateAll((items) => items.map((item) => item.outerHTML));
}
