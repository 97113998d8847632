import { htmlOf, isCssSelector, parsePage } from '../../../deployment/html-page.ts';

/**
 * The HTML of each row that a browser would find in a page by a CSS selector. Null: nobody said where the rows are, or
 * they cannot be told.
 */
export function rowsInPage(items: string | undefined, html: string): readonly string[] | null {
  if (items === undefined || !isCssSelector(items)) return null;
  return parsePage(html)?.select(items).map(htmlOf) ?? null;
}
