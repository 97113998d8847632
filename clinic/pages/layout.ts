import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Viewer } from '../sign-in/account.ts';

/** A piece of HTML in which everything that was put in is escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a page shows between head and foot. */
export interface PageContent {
  title: string;
  body: Markup;
  /** A script of ours that the page needs. */
  script?: string;
}

const menu = (viewer: Viewer): Markup => html`
  <nav aria-label="Main">
    <a href="/bookings">${viewer.account.role === 'patient' ? 'Bookings' : 'Consultations'}</a>
    <a href="/replays">Consultation replays</a>
  </nav>
  <form method="post" action="/sign-out">
    <span class="who">${viewer.account.name}</span>
    <button class="quiet">Sign out</button>
  </form>
`;

/** The whole document. */
export async function renderPage(
  viewer: Viewer | null,
  { title, body, script }: PageContent,
): Promise<string> {
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Clinic</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
        ${script === undefined ? '' : html`<script src="${script}" defer></script>`}
      </head>
      <body>
        <header><a class="brand" href="/">Clinic</a>${viewer === null ? '' : menu(viewer)}</header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
  return String(document);
}

/** A failure in words, where there is one. */
export const alert = (message: string | undefined): Markup =>
  message === undefined ? raw('') : html`<p role="alert" class="alert">${message}</p>`;
