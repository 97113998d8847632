import { htmlOf, parsePage } from '../../deployment/html-page.ts';
import type { Page, PageElement } from '../../deployment/html-page.ts';
import type { Row, Rows } from './row.ts';

/** Attributes that tell where a row leads to, or its ids. */
const telling = /^(id|href|src|action|cite|value|data-[\w-]+)$/i;

/** How often the page's text may be repeated in rows that lie within rows. A hostile page could repeat it endlessly. */
const mostRepeated = 4;

/**
 * Finds the rows of HTML (or XML, such as an Atom feed) by a CSS selector. The value of a row has its markup as
 * `html`, and the values of its attributes: `href`, and `note_id` for `data-note-id`.
 */
export function rowsOfHtml(text: string, selector: string, kind: 'html' | 'xml' = 'html'): Rows {
  const page = parsePage(text, kind);
  if (page === null) return { why: 'the page has too many elements, or nests them too deep' };
  let elements: PageElement[];
  try {
    elements = page.select(selector);
  } catch {
    return { why: `\`items\` is no CSS selector: ${selector}` };
  }
  const rows: Row[] = [];
  let room = text.length * mostRepeated + 1000;
  for (const [index, element] of elements.entries()) {
    const value = valueOf(page, element);
    room -= value.html.length;
    if (room < 0) return { why: 'rows lie within rows: let `items` select the innermost ones' };
    rows.push({ where: `row ${index + 1}`, value });
  }
  return { rows };
}

/** The value of a row: its markup, and the values of attributes that tell where it leads to, or its ids. */
export function valueOf(
  page: Page,
  element: PageElement,
): { html: string } & Record<string, unknown> {
  const told: Record<string, string[]> = {};
  for (const { attribs } of [element, ...page.select('*', element)]) {
    for (const [name, text] of Object.entries(attribs)) {
      if (!telling.test(name)) continue;
      const field = name
        .toLowerCase()
        .replace(/^data-/, '')
        .replaceAll('-', '_');
      (told[field] ??= []).push(text);
    }
  }
  return { ...told, html: htmlOf(element) };
}
