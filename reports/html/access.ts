import type { AccessCell, AccessSide } from '../../harness/domain/access.ts';
import type { ReportInput } from '../input.ts';
import { accessWords } from '../words/access.ts';
import { count, number } from '../words/counting.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** Who asks, folded over roles, sessions and ways of asking. */
const groups: readonly (readonly [title: string, holds: (cell: AccessCell) => boolean])[] = [
  ['their own', ({ session, judged }) => session === 'open' && !judged],
  ['another’s, signed in', ({ session, judged }) => session === 'open' && judged],
  ['without an open session', ({ session }) => session !== 'open'],
];

/** What the update opened, closed, brought and removed, and what came to whom on each side; null without an update. */
export function accessSection(input: ReportInput): Html | null {
  const sentence = accessWords(input);
  if (sentence === null) return null;
  const bySurface = [...Map.groupBy(input.access ?? [], ({ surface }) => surface)];
  const few = input.verdict.access?.notCompared ?? [];
  return html`<section id="access">
    <h2>Who gets what since the update</h2>
    <p>${sentence}</p>
    ${bySurface.length === 0 ? null : table(bySurface)}
    ${
      few.length === 0
        ? null
        : html`<details class="each">
            <summary>${count(few.length, 'comparison')} with too few clear answers</summary>
            <dl class="pairs">
              ${few.map(
                ({ surface, who, why }) =>
                  html`<div>
                    <dt><code>${surface}</code> ${who}</dt>
                    <dd>${why}</dd>
                  </div>`,
              )}
            </dl>
          </details>`
    }
  </section>`;
}

function table(bySurface: readonly (readonly [string, readonly AccessCell[]])[]): Html {
  return html`<details class="each">
    <summary>Clear answers before → after, for ${count(bySurface.length, 'surface')}</summary>
    <table class="checked">
      <thead>
        <tr>
          <th scope="col">Surface</th>
          ${groups.map(([title]) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${bySurface.map(
          ([surface, cells]) =>
            html`<tr>
              <th scope="row"><code>${surface}</code></th>
              ${groups.map(
                ([title, holds]) =>
                  html`<td data-label="${title}">${bothSides(cells.filter(holds))}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function bothSides(cells: readonly AccessCell[]): string {
  const [before, after] = (['before', 'after'] as const).map((side) =>
    inWords(cells.map((cell) => cell[side])),
  );
  return `${before} → ${after}`;
}

/** `refused`, `granted`, or how many of the answers were grants; `–` where nothing came out clearly. */
function inWords(sides: readonly AccessSide[]): string {
  const granted = sides.reduce((sum, side) => sum + side.granted, 0);
  const refused = sides.reduce((sum, side) => sum + side.refused, 0);
  if (granted + refused === 0) return '–';
  if (granted === 0) return 'refused';
  return refused === 0 ? 'granted' : `granted ${number(granted)} of ${number(granted + refused)}`;
}
