import { parse } from 'node-html-parser';
import type { HTMLElement } from 'node-html-parser';
import type { Row, Rows } from './rows.ts';

/** What a row of a page says of itself in attributes: where it leads to, and its ids. */
const telling = /^(id|href|src|action|cite|value|data-[\w-]+)$/i;

/** Rows within rows hold the same text again; a hostile page could make that any amount. */
const mostRepeated = 4;

/**
 * Rows of HTML (or XML, such as an Atom feed) by a CSS selector. The value of each has its text as `html`, and
 * beside it what its attributes tell: `href`, and `note_id` for `data-note-id`.
 */
export function rowsOfHtml(html: string, selector: string): Rows {
  // Never closed tags are closed where they must end; without that the parser takes quadratic time.
  const page = parse(withoutComments(html), { parseNoneClosedTags: true });
  let elements: HTMLElement[];
  try {
    elements = page.querySelectorAll(selector);
  } catch {
    return { why: `\`items\` is no CSS selector: ${selector}` };
  }
  const rows: Row[] = [];
  let room = html.length * mostRepeated + 1000;
  for (const [index, element] of elements.entries()) {
    const value = valueOf(element);
    room -= value.html.length;
    if (room < 0) return { why: 'rows lie within rows: let `items` select the innermost ones' };
    rows.push({ where: `row ${index + 1}`, value });
  }
  return { rows };
}

function valueOf(element: HTMLElement): { html: string } & Record<string, unknown> {
  const told: Record<string, string[]> = {};
  for (const { attributes } of [element, ...element.querySelectorAll('*')]) {
    for (const [name, text] of Object.entries(attributes)) {
      if (!telling.test(name)) continue;
      const field = name
        .toLowerCase()
        .replace(/^data-/, '')
        .replaceAll('-', '_');
      (told[field] ??= []).push(text);
    }
  }
  return { ...told, html: element.outerHTML };
}

/** The parser looks for the end of a comment from each beginning on. */
function withoutComments(html: string): string {
  let kept = '';
  for (let at = 0; ;) {
    const begin = html.indexOf('<!--', at);
    if (begin < 0) return kept + html.slice(at);
    kept += html.slice(at, begin);
    const end = html.indexOf('-->', begin);
    if (end < 0) return kept;
    at = end + 3;
  }
}
