import { html } from 'hono/html';
import type { PageContent } from './layout.ts';

/** What people see instead of a page that they can't have. */
export function problemPage(message: string): PageContent {
  return {
    title: 'That did not work',
    body: html`<p role="alert">${message}</p>
      <p><a href="/">Back to the start</a></p>`,
  };
}
