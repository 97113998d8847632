import { head } from '../html/head.ts';
import { html } from '../html/template.ts';
import type { Html } from '../html/template.ts';
import type { Incident } from './incident.ts';
import type { Line, Section } from './section.ts';

const text = (line: Line) =>
  line.map((phrase) =>
    typeof phrase === 'string' ? html`${phrase}` : html`<code>${phrase.code}</code>`,
  );

function section({ title, article, lines, items = [] }: Section): Html {
  return html`<section>
    <h2>${title}</h2>
    ${article === undefined ? null : html`<p class="quiet">Art. ${article}</p>`}
    ${lines.map((line) => html`<p>${text(line)}</p>`)}
    ${
      items.length === 0
        ? null
        : html`<ul>
            ${items.map((item) => html`<li>${text(item)}</li>`)}
          </ul>`
    }
  </section>`;
}

/** incident.html: like index.html one file that fetches nothing and runs nothing. */
export function incidentHtml({ title, notes, sections }: Incident): string {
  const page = html`<!doctype html>
    <html lang="en">
      ${head(title, 'What a run of Chaperone can tell of an incident')}
      <body>
        <header class="banner violated">
          <div class="wrap">
            <h1>${title}</h1>
            ${notes.map((note) => html`<p class="lede-more">${text(note)}</p>`)}
          </div>
        </header>
        <main class="wrap">${sections.map(section)}</main>
      </body>
    </html> `;
  return page.markup;
}
