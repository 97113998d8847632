import { html } from 'hono/html';
import { toCursor } from '../store/page.ts';
import type { Page } from '../store/page.ts';
import type { Markup } from './layout.ts';

/** The way to the rest of a list. */
export function pageLinks(path: string, { next, total }: Page<unknown>): Markup {
  const more = next && html`<a href="${path}?cursor=${toCursor(next)}" rel="next">Next page</a>`;
  return html`<nav aria-label="Pages" class="pages"><span>${total} in all</span>${more}</nav>`;
}
